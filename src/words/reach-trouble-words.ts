import type { Sentence } from "./sentence.ts";

/** What `huzhu doctor` says where too few others are reached, or too little comes from them; and the one thing to do. */
export const REACH_TROUBLE_WORDS = {
  "nobody-reached": {
    what: {
      en: "No other node is connected; of {asked} called {refused} refused and {timedOut} timed out.",
      hant: "沒有連上其他節點；呼叫 {asked} 個，{refused} 個拒絕，{timedOut} 個逾時。",
      hans: "没有连上其他节点；呼叫 {asked} 个，{refused} 个拒绝，{timedOut} 个超时。",
    },
    fix: {
      en: "Ask a member whose node runs for its address (huzhu status), and start with it: {start} --peer ADDRESS",
      hant: "請向節點正在執行的成員詢問位址（huzhu status），再用它啟動：{start} --peer 位址",
      hans: "请向节点正在运行的成员询问地址（huzhu status），再用它启动：{start} --peer 地址",
    },
  },
  "few-reached": {
    what: {
      en: "For two hours only {reached} of the other members' nodes were met; so few could show this one what they like.",
      hant: "兩小時以來只連到 {reached} 位其他成員的節點；人數這麼少，他們可以只讓這個節點看到想讓它看的。",
      hans: "两小时以来只连到 {reached} 位其他成员的节点；人数这么少，他们可以只让这个节点看到想让它看的。",
    },
    fix: {
      en: "Ask another member for their node's address (huzhu status), and start with it: {start} --peer ADDRESS",
      hant: "請向另一位成員詢問節點位址（huzhu status），再用它啟動：{start} --peer 位址",
      hans: "请向另一位成员询问节点地址（huzhu status），再用它启动：{start} --peer 地址",
    },
  },
  "seal-withheld": {
    what: {
      en: "Others say that there is a seal {height}, and nothing of it comes.",
      hant: "其他節點說已有第 {height} 次定案，但什麼都沒有收到。",
      hans: "其他节点说已有第 {height} 次定案，但什么都没有收到。",
    },
    fix: {
      en: "Ask another member for their node's address (huzhu status), and start with it: {start} --peer ADDRESS",
      hant: "請向另一位成員詢問節點位址（huzhu status），再用它啟動：{start} --peer 位址",
      hans: "请向另一位成员询问节点地址（huzhu status），再用它启动：{start} --peer 地址",
    },
  },
} as const satisfies Record<string, { readonly what: Sentence; readonly fix: Sentence }>;
