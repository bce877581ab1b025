package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.server.handlers.BlockingHandler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueryCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<String> answer = new AtomicReference<>("");
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final Undertow server =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setHandler(
              new BlockingHandler(
                  exchange -> {
                    byte[] form = exchange.getInputStream().readAllBytes();
                    asked.set(
                        exchange.getRequestPath()
                            + "?"
                            + URLDecoder.decode(
                                new String(form, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
                    exchange.getResponseSender().send(answer.get());
                  }))
          .build();

  @AfterEach
  void stop() {
    server.stop();
  }

  private int run(String... args) {
    server.start();
    int port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[args.length + 3];
    all[0] = "query";
    all[1] = "--url";
    all[2] = "http://127.0.0.1:" + port + "/";
    System.arraycopy(args, 0, all, 3, args.length);
    return command.execute(all);
  }

  @Test
  void instant_isATable() {
    answer.set(
        """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"__name__":"up","job":"node"},"value":[1700000000,"1"]},
          {"metric":{"__name__":"up","job":"a"},"value":[1700000000.5,"NaN"]},
          {"metric":{"__name__":"h"},"histogram":[1700000000,{"count":"4","sum":"10","buckets":[]}]}]},
         "warnings":["w1"],"infos":["i1"]}
        """);
    assertThat(run("up", "--time", "1700000000")).isEqualTo(ExitCode.OK);
    assertThat(asked.get()).isEqualTo("/api/v1/query?query=up&timeout=2m&time=1700000000.000");
    assertThat(out.toString())
        .isEqualTo(
            """
            up{job="node"}  1
            up{job="a"}     NaN
            h               count 4, sum 10, avg 2.500
            """);
    assertThat(err.toString()).contains("warning: w1").contains("info: i1");
  }

  @Test
  void range_isAPlot_orATable() {
    answer.set(
        """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"a":"b"},"values":[[1700000000,"1"],[1700000060,"2.5"]]}]}}
        """);
    assertThat(run("x", "--start", "1700000000", "--end", "1700000060", "--step", "1m"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked.get())
        .isEqualTo(
            "/api/v1/query_range?query=x&timeout=2m&start=1700000000.000&end=1700000060.000"
                + "&step=60.000");
    assertThat(out.toString()).contains("2.5 ┤").contains("{a=\"b\"}  latest 2.5");
  }

  @Test
  void range_asATable_hasEachValue() {
    answer.set(
        """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"a":"b"},"values":[[1700000000,"1"],[1700000060,"2.5"]]}]}}
        """);
    assertThat(run("x", "--last", "1h", "-o", "table")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(3).first().isEqualTo("{a=\"b\"}");
  }

  @Test
  void json_isTheAnswerAsItCame() {
    String json =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}";
    answer.set(json);
    assertThat(run("1+1", "-o", "json")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().strip()).isEqualTo(json);
  }

  @Test
  void failedQuery_isExplained() {
    answer.set("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:4: parse error\"}");
    assertThat(run("up{")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).isEqualToIgnoringNewLines("tributary: bad_data: 1:4: parse error");
  }

  @Test
  void whatIsNoPrometheus_isNamed() {
    answer.set("<html>hello</html>");
    assertThat(run("up")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("no answer of a Prometheus: <html>hello</html>");
  }

  @Test
  void nobodyThere_saysWhatToDo() {
    CommandLine command = Tributary.commandLine();
    command.setErr(new PrintWriter(err, true));
    assertThat(command.execute("query", "up", "--url", "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("Is `tributary up` running?");
  }

  @Test
  void contradictions_areNamed() {
    assertThat(run("up", "--time", "now", "--last", "1h")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--time is for one instant");
    assertThat(run("up", "--last", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--last: \"soon\" is no duration");
    assertThat(run("up", "--time", "noon")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("\"noon\" is no time: write now, -30m");
  }

  @Test
  void help_teachesByExamples() {
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out, true));
    assertThat(command.execute("query", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("tributary query 'rate(x_total[5m])' --last 6h");
  }
}
