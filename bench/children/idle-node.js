// A running node in a process of its own, asked over IPC; see `idle-memory.ts`. Plain JavaScript, so that
// Node does not load its TypeScript reader, which an installed node has no use for.
const [runNodeUrl, home] = process.argv.slice(2);
const { runNode } = await import(runNodeUrl);
const node = await runNode(home, { listen: ["/ip4/127.0.0.1/tcp/0"] });
const answers = {
  invite: async () => {
    const invite = await node.service.invite(3_600_000);
    return invite.ok ? invite.value : "";
  },
  state: () => {
    const books = node.service.books();
    return { peers: node.service.network().peers.length, members: books?.sealed.state.members.size ?? 0 };
  },
  memory: () => {
    const asItIs = process.memoryUsage();
    globalThis.gc?.();
    return { rss: asItIs.rss, heapUsed: process.memoryUsage().heapUsed };
  },
};
process.on("message", async (question) => process.send({ answer: await answers[question]() }));
process.send({ answer: "ready" });
