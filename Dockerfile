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
USER 10001:10001
VOLUME /data
EXPOSE 9090
# JAVA_TOOL_OPTIONS adds to these: -Xmx, for example.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", \
            "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/tributary/tributary.jar"]
CMD ["up", "--data", "/data"]
