/** The first process of a namespace: keeps it, and asks what is served on its loopback. Spoken to by `Machine`. */

export interface Asked {
  readonly id: number;
  readonly port: number;
  readonly token: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** JSON */
  readonly body: string | null;
}

export interface Told {
  readonly id: number;
  readonly ok: boolean;
  /** what was answered, or why nothing was */
  readonly text: string;
}

const PATIENCE_MS = 20_000;

async function answer({ id, port, token, method, path, body }: Asked): Promise<Told> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { id, ok: response.ok, text: await response.text() };
  } catch (error) {
    return { id, ok: false, text: error instanceof Error ? error.message : "no answer" };
  }
}

process.on("message", (asked: Asked) => void answer(asked).then((told) => process.send?.(told)));
process.send?.("here");
