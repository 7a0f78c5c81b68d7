import { communityOf, ONLY } from "../../state/state.ts";
import type { SealRule } from "./rule.ts";

/** Rules that a motion passed hold for the events of the height it named: the seal before that says so. */
export const nextRules: SealRule = {
  name: "next-rules",
  run(state, { height }) {
    const community = communityOf(state);
    const { nextRules: next } = community;
    if (next === null || next.height > height + 1) return;
    state.community.set(ONLY, { ...community, rules: next.rules, nextRules: null });
  },
};
