import type { MomentView } from "../api/views/moment-view.ts";
import type { PlanFull, PlanView } from "../api/views/plans-view.ts";
import type { Cli } from "./cli.ts";
import { pathTo } from "./reference.ts";
import { shownOne } from "./screen.ts";

export interface NamedPlan extends PlanFull {
  readonly id: string;
  readonly moment: MomentView;
}

/** The plan that a person named, as it stands now. Throws CliFault: reference-unknown. */
export async function planNamed(cli: Cli, word: string): Promise<NamedPlan> {
  const path = pathTo(cli.lang, "/v1/plans", "plan", word);
  const { id, moment, plan } = await (await cli.client()).get<PlanView>(path);
  const { value } = shownOne({ ...cli, sealedOnly: false }, plan);
  return { ...value, id, moment };
}
