import type { Sentence } from "./sentence.ts";

/** What a member tells the others of themselves, and how it goes away again. */
export const PROFILE_WORDS = {
  see: {
    en: "Every member sees this of you now, and nobody else:",
    hant: "現在每位成員看得到以下內容，外人看不到：",
    hans: "现在每位成员看得到以下内容，外人看不到：",
  },
  wouldSee: {
    en: "Every member would see this of you, and nobody else (nothing was told):",
    hant: "每位成員將看到以下內容，外人看不到（還沒有告訴任何人）：",
    hans: "每位成员将看到以下内容，外人看不到（还没有告诉任何人）：",
  },
  name: { en: "  name: {value}", hant: "  名稱：{value}", hans: "  名称：{value}" },
  payTo: { en: "  how to pay you: {value}", hant: "  付款方式：{value}", hans: "  付款方式：{value}" },
  rest: {
    en: "  your needs: {needs}; addresses of your computer: {addresses}",
    hant: "  保障需求：{needs} 項；您電腦的位址：{addresses} 個",
    hans: "  保障需求：{needs} 项；您电脑的地址：{addresses} 个",
  },
  erasable: {
    en: "It is not in the log. Change it at any time, or erase it: huzhu profile --erase",
    hant: "這不在紀錄裡，隨時可以更改，或刪除：huzhu profile --erase",
    hans: "这不在记录里，随时可以更改，或删除：huzhu profile --erase",
  },
  erased: {
    en: "Erased. Each member's node drops your name, how to pay you, your needs and addresses as soon as it hears of it.",
    hant: "已刪除。各成員的節點一得知，就會刪去您的名稱、付款方式、保障需求與位址。",
    hans: "已删除。各成员的节点一得知，就会删去您的名称、付款方式、保障需求与地址。",
  },
  nothingErased: {
    en: "Your name, how to pay you, your needs and addresses would be erased at every member. Nothing was done.",
    hant: "您的名稱、付款方式、保障需求與位址將在每位成員處刪除。沒有做任何事。",
    hans: "您的名称、付款方式、保障需求与地址将在每位成员处删除。没有做任何事。",
  },
  stays: {
    en: "What somebody wrote down stays with them. Until you say a name again others cannot call your computer by an address; it still calls them.",
    hant: "別人抄下的仍在他們那裡。在您再次說出名稱之前，別人無法憑位址連到您的電腦；它仍會連到別人。",
    hans: "别人抄下的仍在他们那里。在您再次说出名称之前，别人无法凭地址连到您的电脑；它仍会连到别人。",
  },
} as const satisfies Record<string, Sentence>;
