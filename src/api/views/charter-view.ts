import type { Charter } from "../../state/records.ts";
import { charterOf, communityOf } from "../../state/state.ts";
import type { ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface CharterView {
  readonly moment: MomentView;
  readonly charter: Standing<{ readonly rules: number; readonly charter: Charter }> | undefined;
}

export function charterView(source: ViewSource): CharterView {
  const charter = standingOf(source, (state) => ({
    rules: communityOf(state).rules,
    charter: charterOf(state),
  }));
  return { moment: momentView(source), charter };
}
