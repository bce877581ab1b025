package io.tributary.streams.template;

/**
 * The template of one label or annotation of an alert. Immutable; may be expanded by several
 * threads at once.
 */
public final class AlertTemplate {
  /** What Prometheus puts before each template, so that positions in errors are as there. */
  private static final String DEFINITIONS =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

  /** The longest template accepted. */
  private static final int MAX_LENGTH = 1 << 18;

  private final String name;
  private final String text;
  private final Template template;
  private final boolean constant;

  private AlertTemplate(String name, String text, Template template) {
    this.name = name;
    this.text = text;
    this.template = template;
    this.constant = !text.contains("{{");
  }

  /**
   * Parses a template of the named alert.
   *
   * @throws TemplateException where it is not one
   */
  public static AlertTemplate parse(String alert, String text) {
    String name = "__alert_" + alert;
    if (text.length() > MAX_LENGTH) {
      throw new TemplateException(
          "template: %s: %d characters long, at most %d are allowed"
              .formatted(name, text.length(), MAX_LENGTH),
          1);
    }
    return new AlertTemplate(name, text, Template.parse(name, DEFINITIONS + text));
  }

  /** What {@code query} can be expected to ask. */
  public TemplateQueries queries() {
    return QueryFinder.find(template);
  }

  /**
   * The text for one alert.
   *
   * @throws TemplateException where it cannot be expanded
   */
  public String expand(AlertData alert, Expansion expansion) {
    if (constant) {
      return text;
    }
    Value dot =
        new Value.Alert(
            QueryFunctions.labels(alert.labels()),
            QueryFunctions.labels(alert.externalLabels()),
            new Value.Text(expansion.externalUrl()),
            QueryFunctions.value(alert.value(), alert.histogram()));
    try {
      return template.expand(dot, expansion);
    } catch (TemplateException e) {
      throw new TemplateException(
          "error executing template %s: %s".formatted(name, e.getMessage()), e.line());
    }
  }

  /** The text for one alert, or the error in its place: an alert with a bad text beats none. */
  public String expandOrExplain(AlertData alert, Expansion expansion) {
    try {
      return expand(alert, expansion);
    } catch (TemplateException e) {
      return "<error expanding template: " + e.getMessage() + ">";
    }
  }
}
