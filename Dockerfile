# The whole of Tributary; the command says which part runs: gateway, streams, sink, up, demo.
FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q -pl standalone -am -DskipTests -Dquick package

FROM eclipse-temurin:25-jre-noble
RUN groupadd --gid 10001 tributary \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data tributary \
 && install -d -o tributary -g tributary /data /etc/tributary
COPY --from=build /src/standalone/target/tributary.jar /opt/tributary/
COPY --from=build /src/standalone/target/lib /opt/tributary/lib
# What a JVM need not find out anew at each start: docs/decisions/0008-a-trained-jvm.md. Two minutes under a simulated load on
# loopback, and 130 MB; --build-arg TRAIN_SECONDS=0 leaves it out. The heap is bounded, lest a large builder's be one whose
# references are of another size than a pod's.
ARG TRAIN_SECONDS=120
RUN [ "$TRAIN_SECONDS" -eq 0 ] \
 || java -Xmx2g -XX:AOTCacheOutput=/opt/tributary/tributary.aot -XX:-UsePerfData -XX:+UseCompactObjectHeaders \
      --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=error:stderr \
      -jar /opt/tributary/tributary.jar train --seconds "$TRAIN_SECONDS"
USER 10001:10001
VOLUME /data
EXPOSE 9090
# JAVA_TOOL_OPTIONS adds to these: -Xmx, for example. A JVM that can not use what was learned starts without it.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", \
            "-XX:AOTCache=/opt/tributary/tributary.aot", "-Xlog:aot*=off", "-Xlog:cds*=off", \
            "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/tributary/tributary.jar"]
CMD ["up", "--data", "/data"]
