/** Where the network layer tells what happens: names, counts and reasons, never the contents of a message. */
export type NetLog = (
  level: "debug" | "info" | "warn" | "error",
  message: string,
  fields: Readonly<Record<string, string | number>>,
) => void;

/** The reason in one line, for a log field. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split("\n", 1)[0]}` : String(error);
}
