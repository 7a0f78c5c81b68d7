import type { Sentence } from "./sentence.ts";

/** What `huzhu doctor` says of relays where all is well. */
export const RELAY_WORDS = {
  relayOffered: {
    en: "this node relays; {count} [count|member's node has|members' nodes have] a place here",
    hant: "這個節點是中繼；{count} 個成員節點經由這裡",
    hans: "这个节点是中继；{count} 个成员节点经由这里",
  },
  relayNotSought: {
    en: "none looked for: this node tells others an address of its own, or none at all",
    hant: "不需要：這個節點告訴別人自己的位址，或不告訴任何位址",
    hans: "不需要：这个节点告诉别人自己的地址，或不告诉任何地址",
  },
  relayInUse: {
    en: "in use at {places}; {relayed} [relayed|member's node is|members' nodes are] reached through one",
    hant: "使用 {places} 個；經由中繼連上 {relayed} 個成員節點",
    hans: "使用 {places} 个；经由中继连上 {relayed} 个成员节点",
  },
  relayNotNeeded: {
    en: "none needed: {count} [count|member's node|members' nodes] called this one [count|itself|themselves]",
    hant: "不需要：{count} 個成員節點直接連到這裡",
    hans: "不需要：{count} 个成员节点直接连到这里",
  },
  relayNone: {
    en: "no member's node offers one; not needed while others are reached",
    hant: "沒有成員的節點提供；連得上別人就不需要",
    hans: "没有成员的节点提供；连得上别人就不需要",
  },
} as const satisfies Record<string, Sentence>;

/** And what is wrong, with the one thing to do about it. */
export const RELAY_TROUBLE_WORDS = {
  "relay-full": {
    what: {
      en: "A relay is connected, and gives this node no place.",
      hant: "已連上中繼，但它沒有給這個節點位置。",
      hans: "已连上中继，但它没有给这个节点位置。",
    },
    fix: {
      en: "Look again in a minute; if it stays so, ask another member whose computer stays on to start with: huzhu start --relay",
      hant: "一分鐘後再看；若仍如此，請另一位電腦常開的成員用它啟動：huzhu start --relay",
      hans: "一分钟后再看；若仍如此，请另一位电脑常开的成员用它启动：huzhu start --relay",
    },
  },
  "relay-unreachable": {
    what: {
      en: "Members are reached through a relay, and it does not answer.",
      hant: "成員經由中繼連線，但中繼沒有回應。",
      hans: "成员经由中继连接，但中继没有回应。",
    },
    fix: {
      en: "Ask the member who runs the relay whether it is on.",
      hant: "請詢問執行中繼的成員，它是否開著。",
      hans: "请询问运行中继的成员，它是否开着。",
    },
  },
  "relay-missing": {
    what: {
      en: "Nobody is reached, and no member's node is known to relay.",
      hant: "連不上任何人，也沒有已知的中繼。",
      hans: "连不上任何人，也没有已知的中继。",
    },
    fix: {
      en: "Ask a member whose computer stays on, and can be reached, to start with: huzhu start --relay",
      hant: "請一位電腦常開、別人連得到的成員用它啟動：huzhu start --relay",
      hans: "请一位电脑常开、别人连得到的成员用它启动：huzhu start --relay",
    },
  },
} as const satisfies Record<string, { readonly what: Sentence; readonly fix: Sentence }>;
