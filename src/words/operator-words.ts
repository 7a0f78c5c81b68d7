import type { OperatorCode } from "../base/operator-error.ts";
import { LINE_WORDS } from "./line-words.ts";
import type { Sentence } from "./sentence.ts";

/** What is wrong around the node, and what to do about it. */
export const OPERATOR_WORDS = {
  ...LINE_WORDS,
  "home-locked": {
    what: {
      en: "Another process is using the folder {home}.",
      hant: "資料夾 {home} 正被另一個程式使用。",
      hans: "文件夹 {home} 正被另一个程序使用。",
    },
    fix: {
      en: "Stop the other node first, or choose another folder with --home.",
      hant: "請先停止另一個節點，或用 --home 選另一個資料夾。",
      hans: "请先停止另一个节点，或用 --home 选另一个文件夹。",
    },
  },
  "home-missing": {
    what: {
      en: "There is no community in the folder {home}.",
      hant: "資料夾 {home} 裡沒有社群。",
      hans: "文件夹 {home} 里没有社群。",
    },
    fix: {
      en: 'Start one with: huzhu found "Name of your community"   or join one with: huzhu join INVITE',
      hant: '成立社群：huzhu found "社群名稱"　或加入社群：huzhu join 邀請碼',
      hans: '成立社群：huzhu found "社群名称"　或加入社群：huzhu join 邀请码',
    },
  },
  "home-exists": {
    what: {
      en: "There is a community in the folder {home} already.",
      hant: "資料夾 {home} 裡已經有一個社群了。",
      hans: "文件夹 {home} 里已经有一个社群了。",
    },
    fix: {
      en: "Choose another folder with --home for a second one.",
      hant: "要再建一個，請用 --home 選另一個資料夾。",
      hans: "要再建一个，请用 --home 选另一个文件夹。",
    },
  },
  "home-damaged": {
    what: {
      en: "The folder {home} is damaged: its home.json cannot be read.",
      hant: "資料夾 {home} 已損壞：讀不了 home.json。",
      hans: "文件夹 {home} 已损坏：读不了 home.json。",
    },
    fix: {
      en: "Ask another member for a line (huzhu invite --return YOUR-NAME), and go on with it and your 24 words in another folder: huzhu return LINE",
      hant: "請向其他成員索取一行返回碼（huzhu invite --return 您的名字），再憑它與您的 24 個單字在另一個資料夾繼續：huzhu return 返回碼",
      hans: "请向其他成员索取一行返回码（huzhu invite --return 您的名字），再凭它与您的 24 个单词在另一个文件夹继续：huzhu return 返回码",
    },
  },
  "disk-full": {
    what: {
      en: "The disk is full.",
      hant: "磁碟已滿。",
      hans: "磁盘已满。",
    },
    fix: {
      en: "Free some space and start the node again. Nothing that was confirmed is lost.",
      hant: "請騰出空間再啟動節點。已確認的紀錄不會遺失。",
      hans: "请腾出空间再启动节点。已确认的记录不会丢失。",
    },
  },
  "disk-failed": {
    what: {
      en: "The disk could not be read or written.",
      hant: "磁碟讀寫失敗。",
      hans: "磁盘读写失败。",
    },
    fix: {
      en: "Check the disk and the rights of the folder, then start the node again.",
      hant: "請檢查磁碟與資料夾權限，再啟動節點。",
      hans: "请检查磁盘与文件夹权限，再启动节点。",
    },
  },
  "port-in-use": {
    what: {
      en: "The port {port} is in use by another program.",
      hant: "連接埠 {port} 已被另一個程式佔用。",
      hans: "端口 {port} 已被另一个程序占用。",
    },
    fix: {
      en: "Choose another port with --port, or leave it out for a free one.",
      hant: "請用 --port 換一個連接埠，或不指定而自動選用。",
      hans: "请用 --port 换一个端口，或不指定而自动选用。",
    },
  },
  "metrics-port-in-use": {
    what: {
      en: "The port {port}, at which the figures were to be, cannot be had on this machine.",
      hant: "本機無法使用提供數據的連接埠 {port}。",
      hans: "本机无法使用提供数据的端口 {port}。",
    },
    fix: {
      en: "Choose another one: --metrics 9500",
      hant: "請換一個：--metrics 9500",
      hans: "请换一个：--metrics 9500",
    },
  },
  "address-invalid": {
    what: {
      en: "{address} is not an address this node can use.",
      hant: "{address} 不是可用的位址。",
      hans: "{address} 不是可用的地址。",
    },
    fix: {
      en: "Write it like /ip4/192.168.1.5/tcp/4001",
      hant: "請寫成這樣：/ip4/192.168.1.5/tcp/4001",
      hans: "请写成这样：/ip4/192.168.1.5/tcp/4001",
    },
  },
  "peer-address-invalid": {
    what: {
      en: "{address} is not the address of a node.",
      hant: "{address} 不是節點的位址。",
      hans: "{address} 不是节点的地址。",
    },
    fix: {
      en: "Copy the whole line from huzhu status there, like /ip4/192.168.1.5/tcp/4001/p2p/12D3KooW…",
      hant: "請從對方的 huzhu status 完整複製，例如 /ip4/192.168.1.5/tcp/4001/p2p/12D3KooW…",
      hans: "请从对方的 huzhu status 完整复制，例如 /ip4/192.168.1.5/tcp/4001/p2p/12D3KooW…",
    },
  },
  "node-not-running": {
    what: {
      en: "Your node is not running.",
      hant: "您的節點沒有在執行。",
      hans: "您的节点没有在运行。",
    },
    fix: {
      en: "Start it with: {start}",
      hant: "請啟動它：{start}",
      hans: "请启动它：{start}",
    },
  },
  "node-unreachable": {
    what: {
      en: "Your node is running but does not answer.",
      hant: "您的節點在執行，但沒有回應。",
      hans: "您的节点在运行，但没有回应。",
    },
    fix: {
      en: "Wait a moment and try again, or restart it.",
      hant: "請稍等再試，或重新啟動它。",
      hans: "请稍等再试，或重新启动它。",
    },
  },
  "api-failed": {
    what: {
      en: "Your node answered in a way this command does not understand ({code}).",
      hant: "這個指令看不懂節點的回答（{code}）。",
      hans: "这个命令看不懂节点的回答（{code}）。",
    },
    fix: {
      en: "Make sure that the node and this command are the same version, then restart the node.",
      hant: "請確認節點與這個指令是同一版本，再重新啟動節點。",
      hans: "请确认节点与这个命令是同一版本，再重新启动节点。",
    },
  },
  "last-sign-outdated": {
    what: {
      en: "This device's note of what it signed last is older than what it did sign.",
      hant: "這台裝置最後簽署的記號，比它實際簽過的還舊。",
      hans: "这台设备最后签署的记号，比它实际签过的还旧。",
    },
    fix: {
      en: "Was this folder restored or copied? It must not sign again: make a new device with your 24 words: huzhu device new",
      hant: "這個資料夾是還原或複製來的嗎？它不能再簽署：請用您的 24 個單字建立新裝置：huzhu device new",
      hans: "这个文件夹是还原或复制来的吗？它不能再签署：请用您的 24 个单词建立新设备：huzhu device new",
    },
  },
  "last-sign-missing": {
    what: {
      en: "This device's note of what it signed last is missing.",
      hant: "這台裝置最後簽署的記號不見了。",
      hans: "这台设备最后签署的记号不见了。",
    },
    fix: {
      en: "It must not sign again: add a new device with your 24 words.",
      hant: "它不能再簽署：請用您的 24 個單字加入一台新裝置。",
      hans: "它不能再签署：请用您的 24 个单词加入一台新设备。",
    },
  },
  "store-damaged": {
    what: {
      en: "The node's store in {home} is damaged beyond what it can mend by itself.",
      hant: "{home} 裡的節點資料損壞，無法自行修復。",
      hans: "{home} 里的节点数据损坏，无法自行修复。",
    },
    fix: {
      en: "Keep the folder, ask another member for a line (huzhu invite --return YOUR-NAME), and go on in a new one: huzhu return LINE. The others hold the community's history.",
      hant: "請保留這個資料夾，向其他成員索取一行返回碼（huzhu invite --return 您的名字），在新資料夾繼續：huzhu return 返回碼。其他成員都保有社群的紀錄。",
      hans: "请保留这个文件夹，向其他成员索取一行返回码（huzhu invite --return 您的名字），在新文件夹继续：huzhu return 返回码。其他成员都保有社群的记录。",
    },
  },
  "phrase-invalid": {
    what: {
      en: "These are not the 24 words of an identity ({count} words were read; places of those on no list: {wrong}).",
      hant: "這不是一個身分的 24 個單字（讀到 {count} 個；不在詞表裡的位置：{wrong}）。",
      hans: "这不是一个身份的 24 个单词（读到 {count} 个；不在词表里的位置：{wrong}）。",
    },
    fix: {
      en: "Compare them with your paper, in the order written there. Nothing was changed.",
      hant: "請與紙上抄寫的內容和順序核對。沒有更改任何東西。",
      hans: "请与纸上抄写的内容和顺序核对。没有更改任何东西。",
    },
  },
  "no-peers": {
    what: {
      en: "No other member's node can be reached.",
      hant: "連不上任何其他成員的節點。",
      hans: "连不上任何其他成员的节点。",
    },
    fix: {
      en: "Check your network, and ask whoever invited you whether their node is running.",
      hant: "請檢查網路，並問邀請您的人他的節點是否在執行。",
      hans: "请检查网络，并问邀请您的人他的节点是否在运行。",
    },
  },
  "timed-out": {
    what: {
      en: "This was not done within {seconds} seconds.",
      hant: "在 {seconds} 秒內沒有完成。",
      hans: "在 {seconds} 秒内没有完成。",
    },
    fix: {
      en: "Nothing is lost. See how it stands with: huzhu status",
      hant: "沒有遺失任何東西。查看現況：huzhu status",
      hans: "没有丢失任何东西。查看现状：huzhu status",
    },
  },
} as const satisfies Record<OperatorCode, { readonly what: Sentence; readonly fix: Sentence }>;
