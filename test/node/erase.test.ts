import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import type { DeviceKey } from "../../src/base/id.ts";
import { huzhu } from "../cli/terminal.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
let api: ServedApi | undefined;

afterEach(async () => {
  await api?.stop();
  await homes.close();
});

const service = (name: string) => homes.node(name).service;

/** Whether any file of a store holds the text. */
async function isOnDisk(name: string, text: string): Promise<boolean> {
  const folder = join(await homes.folder(name), "store");
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // LevelDB may have taken a file away meanwhile
    const content = await readFile(join(entry.parentPath, entry.name), "latin1").catch(() => "");
    if (content.includes(text)) return true;
  }
  return false;
}

test("an erased profile is gone from every member's disk, and is not told again after a restart", async () => {
  await homes.found("An");
  await homes.start("An");
  await homes.join("Bo", "An");
  await homes.start("Bo");
  await until(() => service("An").books()?.sealed.state.members.size === 2, "two members");
  await until(() => service("Bo").member() !== null, "Bo knows it");
  const device = service("Bo").device as DeviceKey;
  const heard = () =>
    service("An")
      .profiles()
      .find((profile) => profile.device === device);
  const home = await homes.folder("Bo");
  api = await serveApi(service("Bo"), home, { onError: () => undefined });
  for (const name of ["Zebedee Quillfeather", "Zebedee Quillfeather II"]) {
    const said = await huzhu(["profile", "--name", name, "--pay-to", "IBAN DE89 3704 0044", "--home", home]);
    expect(said).toMatchObject({ exit: 0, out: expect.stringContaining(`name: ${name}`) });
    await until(() => heard()?.content?.nickname === name, `An hears ${name}`);
  }
  for (const name of ["An", "Bo"]) expect(await isOnDisk(name, "Quillfeather"), name).toBe(true);

  expect(await huzhu(["profile", "--erase", "--home", home])).toMatchObject({ exit: 0 });
  await until(() => heard()?.content === null, "An hears that it is erased");
  for (const name of ["An", "Bo"])
    for (const text of ["Quillfeather", "IBAN"])
      await until(async () => !(await isOnDisk(name, text)), `${text} is gone from the disk of ${name}`);

  await api.stop();
  api = undefined;
  await homes.stop("Bo");
  await homes.start("Bo", { peers: service("An").network().addresses });
  await until(() => service("Bo").network().peers.length === 1, "Bo is back");
  // by now Bo's node has looked after its profile, which it did before it called anybody
  const own = () =>
    service("Bo")
      .profiles()
      .find((profile) => profile.device === device);
  expect([own()?.content, heard()?.content]).toEqual([null, null]);
  await service("Bo").setProfile({ nickname: "B", payTo: "", needs: [], addresses: [] });
  await until(() => heard()?.content?.nickname === "B", "An hears the new name");
  await until(() => (heard()?.content?.addresses.length ?? 0) > 0, "with addresses again");
});

test("what would be told or erased is shown first, and nothing is told", async () => {
  await homes.found("An");
  await homes.start("An");
  const home = await homes.folder("An");
  await until(() => service("An").profiles().length === 1, "the first profile");
  api = await serveApi(service("An"), home, { onError: () => undefined });
  const before = service("An").profiles()[0]?.hash;
  for (const lang of ["en", "zh-Hant", "zh-Hans"]) {
    const shown = await huzhu(["profile", "--name", "Ann", "--dry-run", "--lang", lang, "--home", home]);
    expect(shown.out).toMatch(/Ann\n/);
    const erased = await huzhu(["profile", "--erase", "--dry-run", "--lang", lang, "--home", home]);
    expect([shown.exit, erased.exit]).toEqual([0, 0]);
  }
  expect(service("An").profiles()[0]?.hash).toBe(before);
  expect((await huzhu(["profile", "--home", home])).err).toContain("--erase");
});
