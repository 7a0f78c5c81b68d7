import { type DraftTerms, draftTerms } from "../../ledger/draft-terms.ts";
import { money } from "../../money/money.ts";
import { matchNeeds, type NeedGroup, type StatedNeed } from "../../profiles/need-match.ts";
import { NEED_CATEGORIES, type Need } from "../../profiles/profile.ts";
import { charterOf } from "../../state/state.ts";
import { DRAFT_WORDS } from "../../words/draft-words.ts";
import type { Lang } from "../../words/language.ts";
import { say } from "../../words/sentence.ts";
import { CATEGORY_WORDS } from "../../words/status-words.ts";
import type { MemberRef } from "../name-book.ts";
import { sealedState, type ViewSource } from "../view-source.ts";
import { type MomentView, momentView } from "./moment-view.ts";

/** Needs are profiles: told among members, in no log, sealed by nobody. */
export interface NeedsView {
  readonly moment: MomentView;
  readonly mine: readonly Need[];
  readonly groups: readonly NeedGroupView[];
}

export interface NeedGroupView {
  readonly category: Need["category"];
  readonly size: number;
  readonly people: readonly MemberRef[];
  readonly includesMe: boolean;
  /** a plan that could be offered to them */
  readonly draft: DraftTerms;
}

/** Every category in which somebody has stated a need. */
export function needsView(source: ViewSource, lang: Lang): NeedsView {
  const member = source.service.member();
  const mine = member === null ? [] : (source.names.profileOf(member)?.needs ?? []);
  const stated = source.names
    .profiled()
    .flatMap(([owner, { needs }]) => needs.map((need): StatedNeed => ({ member: owner, need })));
  const groups = NEED_CATEGORIES.flatMap((category) => {
    const group = matchNeeds(category, stated);
    return group === undefined ? [] : [groupView(source, lang, group)];
  });
  return { moment: momentView(source), mine, groups };
}

function groupView(source: ViewSource, lang: Lang, { category, size, people }: NeedGroup): NeedGroupView {
  const member = source.service.member();
  const draft = draftTerms({
    title: say(lang, DRAFT_WORDS.title, { category: say(lang, CATEGORY_WORDS[category]) }),
    tier: say(lang, DRAFT_WORDS.tier),
    category,
    size,
    wishes: people.map(({ need }) => ({
      benefit: money(need.benefit),
      mostPerYear: money(need.mostPerYear),
      groupMax: need.groupMax,
    })),
    digits: charterOf(sealedState(source)).digits,
  });
  return {
    category,
    size,
    people: people.map((each) => source.names.refOf(each.member)),
    includesMe: people.some((each) => each.member === member),
    draft,
  };
}
