import type { Sentence } from "./sentence.ts";

/** What `huzhu doctor` says of the network key where all is well. */
export const KEY_WORDS = {
  keyNever: { en: "never changed", hant: "從未更換", hans: "从未更换" },
  keyHere: {
    en: "the one of {at} is here",
    hant: "已有 {at} 更換的金鑰",
    hans: "已有 {at} 更换的密钥",
  },
} as const satisfies Record<string, Sentence>;

/** What is wrong with the network key, and the one thing to do about it. */
export const KEY_TROUBLE_WORDS = {
  "network-key-missing": {
    what: {
      en: "The network key was changed on {at}; this node goes on with the one before.",
      hant: "網路金鑰已於 {at} 更換，這個節點還在用舊的。",
      hans: "网络密钥已于 {at} 更换，这个节点还在用旧的。",
    },
    fix: {
      en: "Leave this node running until a member's node that has the new one is connected.",
      hant: "請讓這個節點繼續執行，直到連上有新金鑰的成員節點。",
      hans: "请让这个节点继续运行，直到连上有新密钥的成员节点。",
    },
  },
} as const satisfies Record<string, { readonly what: Sentence; readonly fix: Sentence }>;
