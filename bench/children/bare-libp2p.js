// libp2p with the services that a node uses and nothing else; see `idle-node.ts`.
import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import { gossipsub } from "@libp2p/gossipsub";
import { identify } from "@libp2p/identify";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";

const [address] = process.argv.slice(2);
const node = await createLibp2p({
  addresses: { listen: ["/ip4/127.0.0.1/tcp/0"] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionGater: { denyDialMultiaddr: () => false },
  services: { identify: identify(), ping: ping(), pubsub: gossipsub() },
});
node.services.pubsub.subscribe("events");
node.services.pubsub.subscribe("seal");
if (address) await node.dial(multiaddr(address));
const answers = {
  address: () => node.getMultiaddrs()[0].toString(),
  peers: () => node.getPeers().length,
  memory: () => process.memoryUsage.rss(),
};
process.on("message", (question) => process.send({ answer: answers[question]() }));
process.send({ answer: "ready" });
