import type { MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { NodeService } from "../node/node-service.ts";
import { type ProfileContent, replaces, type SignedProfile } from "../profiles/profile.ts";
import type { State } from "../state/state.ts";
import { shortId } from "../words/writing.ts";

/** A member as screens show them. */
export interface MemberRef {
  readonly id: MemberId;
  /** nickname, with the short id where two members use the same; the short id where there is none */
  readonly name: string;
}

/** Who is called what, from the profiles this node holds. */
export class NameBook {
  readonly #profiles = new Map<MemberId, SignedProfile>();
  readonly #holders = new Map<string, MemberId[]>();

  constructor(service: Pick<NodeService, "profiles">, state: State) {
    for (const profile of service.profiles()) {
      const member = state.devices.get(profile.device)?.member;
      if (member === undefined) continue;
      if (replaces(profile, this.#profiles.get(member))) this.#profiles.set(member, profile);
    }
    for (const [member, { content }] of this.#profiles) {
      if (content === null || content.nickname === "") continue;
      const holders = this.#holders.get(content.nickname);
      if (holders === undefined) this.#holders.set(content.nickname, [member]);
      else holders.push(member);
    }
  }

  profileOf(member: MemberId): ProfileContent | null {
    return this.#profiles.get(member)?.content ?? null;
  }

  /** Members with a profile, by id. */
  profiled(): readonly (readonly [MemberId, ProfileContent])[] {
    return [...this.#profiles]
      .flatMap(([member, { content }]) => (content === null ? [] : [[member, content] as const]))
      .sort(([a], [b]) => compareText(a, b));
  }

  called(nickname: string): readonly MemberId[] {
    return this.#holders.get(nickname) ?? [];
  }

  nameOf(member: MemberId): string {
    const nickname = this.profileOf(member)?.nickname ?? "";
    if (nickname === "") return shortId(member);
    return this.called(nickname).length > 1 ? `${nickname} (${shortId(member)})` : nickname;
  }

  refOf(member: MemberId): MemberRef {
    return { id: member, name: this.nameOf(member) };
  }
}
