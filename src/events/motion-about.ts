import type { Cbor } from "../base/cbor.ts";
import { fail } from "../base/result.ts";
import type { MotionAbout } from "../state/claim-records.ts";
import { charterSchema } from "./charter.ts";
import { choice, hashId, id, int, isMap, nullable, record, type Schema } from "./schema.ts";
import { termsSchema } from "./terms.ts";

/** Rules have small numbers: each is a version of this software's meaning of events. */
export const RULES_MAX = 65_535;

const ABOUTS = {
  amend: record({ kind: choice(["amend"]), plan: id(), terms: termsSchema }),
  end: record({ kind: choice(["end"]), plan: id() }),
  expel: record({ kind: choice(["expel"]), member: id(), plan: nullable(id()) }),
  charter: record({ kind: choice(["charter"]), charter: charterSchema }),
  rules: record({ kind: choice(["rules"]), rules: int(1, RULES_MAX) }),
  "network-key": record({ kind: choice(["network-key"]), keyHash: hashId() }),
} as const satisfies { readonly [Kind in MotionAbout["kind"]]: Schema<Extract<MotionAbout, { kind: Kind }>> };

/** What a motion asks for, by its kind. */
export const motionAbout: Schema<MotionAbout> = {
  read(value: Cbor) {
    const kind = isMap(value) ? value["kind"] : undefined;
    if (typeof kind !== "string" || !Object.hasOwn(ABOUTS, kind)) return fail("kind");
    return ABOUTS[kind as MotionAbout["kind"]].read(value);
  },
  write: (about) => (ABOUTS[about.kind] as Schema<MotionAbout>).write(about),
};
