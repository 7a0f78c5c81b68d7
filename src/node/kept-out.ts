import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type NetLog, reasonOf } from "../net/net-log.ts";
import { type Ban, type KeptOut, PENALTY_PEERS_MAX } from "../net/penalty-box.ts";
import { diskFault } from "../store/disk-fault.ts";
import { replaceFile } from "./replace-file.ts";

const KEPT_OUT_FILE = "kept-out.json";

const keptOutFile = z.strictObject({
  version: z.literal(1),
  /** a device's key or a transport peer's id, both known to every member; until when by this machine's clock */
  bans: z.array(z.strictObject({ name: z.string().max(128), untilMs: z.int() })).max(PENALTY_PEERS_MAX),
});

/** Who is kept out for misbehaving, so that a restart of this node does not let them in again. */
export class KeptOutFile {
  readonly #file: string;
  readonly #clock: () => number;
  readonly #restored: readonly Ban[];
  #written: Promise<void> = Promise.resolve();

  private constructor(file: string, clock: () => number, restored: readonly Ban[]) {
    this.#file = file;
    this.#clock = clock;
    this.#restored = restored;
  }

  /** A file that is missing or cannot be read is as none: what was in it is told by behaviour again. */
  static async open(home: string, clock: () => number, log: NetLog): Promise<KeptOutFile> {
    const file = join(home, KEPT_OUT_FILE);
    const nowMs = clock();
    const bans = await readBans(file, log);
    const left = bans.map(({ name, untilMs }) => ({ name, leftMs: untilMs - nowMs }));
    return new KeptOutFile(
      file,
      clock,
      left.filter(({ leftMs }) => leftMs > 0),
    );
  }

  /** For the transport; `keep` gets every writing, which rejects with OperatorError: disk-full, disk-failed. */
  keeping(keep: (written: Promise<void>) => void): KeptOut {
    return { restored: this.#restored, changed: (bans) => keep(this.#save(bans)) };
  }

  #save(bans: readonly Ban[]): Promise<void> {
    const nowMs = this.#clock();
    const content = {
      version: 1,
      bans: bans.map(({ name, leftMs }) => ({ name, untilMs: nowMs + leftMs })),
    };
    this.#written = this.#written.then(() =>
      replaceFile(this.#file, JSON.stringify(content)).catch((error: unknown) => {
        throw diskFault(error, this.#file);
      }),
    );
    return this.#written;
  }

  /** Once nothing is being written. */
  async idle(): Promise<void> {
    await this.#written.catch(() => undefined);
  }
}

async function readBans(file: string, log: NetLog): Promise<z.infer<typeof keptOutFile>["bans"]> {
  try {
    return keptOutFile.parse(JSON.parse(await readFile(file, "utf8"))).bans;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    log("warn", "who was kept out is not known any more", { reason: reasonOf(error) });
    return [];
  }
}
