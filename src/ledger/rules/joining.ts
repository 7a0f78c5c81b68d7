import type { ClockRule } from "./rule.ts";

/** A moment at which a newcomer may be free to come in. It makes a seal come about; `admissions` looks at every seal. */
export const joining: ClockRule = {
  name: "joining",
  run() {
    // nothing happens before the seal's end
  },
};
