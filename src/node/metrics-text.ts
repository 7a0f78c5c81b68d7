import { compareText } from "../base/order.ts";
import { METRICS, type MetricName, type Sample } from "./metrics.ts";

/** Prometheus' text format 0.0.4: every metric's kind, with what there is of it. */
export function metricsText(samples: readonly Sample[]): string {
  const lines = Object.entries(METRICS).flatMap(([name, { type, help }]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples
      .filter((sample) => sample.name === (name as MetricName))
      .map(lineOf)
      .sort(compareText),
  ]);
  return `${lines.join("\n")}\n`;
}

function lineOf({ name, labels, value }: Sample): string {
  // values of labels are words of this program's own, so that nothing is to be escaped
  const inside = Object.entries(labels).map(([label, word]) => `${label}="${word}"`);
  return `${name}${inside.length === 0 ? "" : `{${inside.join(",")}}`} ${value}`;
}
