package fwxlate.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.proof.ProofResult;
import fwxlate.workflow.Verified;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reports for programs. Jackson is loaded only when one is asked for.
final class JsonReport {
  private JsonReport() {}

  static String of(Report report) {
    var out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("command", report.command());
      strings(json, "summary", report.summary());
      if (report.proof().isPresent()) {
        proof(json, report.proof().get());
      }
      if (!report.kernel().isEmpty()) {
        kernel(json, report.kernel());
      }
      json.writeArrayFieldStart("findings");
      for (Finding finding : report.findings()) {
        finding(json, finding);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void proof(JsonGenerator json, ProofResult proof) throws IOException {
    json.writeObjectFieldStart("proof");
    json.writeStringField("outcome", proof.outcome().name().toLowerCase(Locale.ROOT));
    strings(json, "proven", proof.proven());
    strings(json, "open", proof.open());
    strings(json, "assumptions", proof.assumptions());
    json.writeArrayFieldStart("exceptions");
    for (AllowedDifference one : proof.allowed()) {
      json.writeStartObject();
      json.writeStringField("id", one.id());
      json.writeStringField("table", one.table());
      json.writeStringField("chain", one.chain().name());
      json.writeStringField("reason", one.reason());
      json.writeStringField("source", one.source());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("counterexamples");
    for (ProofResult.Counterexample one : proof.counterexamples()) {
      json.writeStartObject();
      json.writeStringField("table", one.table());
      json.writeStringField("chain", one.chain().name());
      json.writeStringField("packet4", Packets.toString(one.packet4(), Family.IPV4));
      json.writeStringField("packet6", Packets.toString(one.packet6(), Family.IPV6));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void kernel(JsonGenerator json, List<Verified> kernel) throws IOException {
    json.writeArrayFieldStart("kernel");
    for (Verified one : kernel) {
      json.writeStartObject();
      json.writeStringField("backend", one.backend());
      json.writeArrayFieldStart("chains");
      for (Verified.Chain chain : one.chains()) {
        json.writeStartObject();
        json.writeStringField("table", chain.table());
        json.writeStringField("chain", chain.chain());
        for (Verified.Count count : Verified.Count.values()) {
          json.writeNumberField(count.label(), chain.count(count));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("notCompared");
      for (Map.Entry<String, Integer> reason : one.notCompared().entrySet()) {
        json.writeNumberField(reason.getKey(), reason.getValue());
      }
      json.writeEndObject();
      strings(json, "notAsked", one.notAsked());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void finding(JsonGenerator json, Finding finding) throws IOException {
    Place place = finding.place();
    json.writeStartObject();
    json.writeStringField("code", finding.code().id());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("file", place.file());
    json.writeNumberField("line", place.span().line());
    json.writeNumberField("column", place.span().line() == 0 ? 0 : FindingText.column(place));
    json.writeNumberField("endColumn", place.span().line() == 0 ? 0 : FindingText.endColumn(place));
    json.writeStringField("message", finding.message());
    json.writeStringField("help", finding.help());
    for (Map.Entry<String, String> detail : finding.details().entrySet()) {
      json.writeStringField(detail.getKey(), detail.getValue());
    }
    json.writeEndObject();
  }
}
