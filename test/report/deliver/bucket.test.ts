// Files in a bucket, against a server that checks every signature.
import { expect, it } from "vitest";
import { openBucket } from "../../../src/report/index.ts";
import { Secret } from "../../../src/shared/index.ts";
import { BUCKET, startS3Server } from "../../support/s3-server.ts";

const FILE = { bytes: Buffer.from("<p>a week</p>"), mediaType: "text/html" };
const forever = new AbortController().signal;

function toPlace(server: string, key = "S3RVER", bucket = BUCKET) {
  return {
    url: `s3://${bucket}/weekly`,
    address: `${server}/${bucket}/weekly`,
    region: "eu-central-1",
    keyId: new Secret("S3RVER"),
    key: new Secret(key),
  };
}

/** Its port has nobody any more. */
async function startClosed() {
  await using server = await startS3Server();
  return { url: server.url };
}

it("puts files there and fetches them, whatever their names, below its folder", async () => {
  await using server = await startS3Server();
  const bucket = openBucket(toPlace(server.url), forever);
  const names = ["2026-W47/report.html", "Größe & Maß/week +1/report (1).html"];
  for (const name of names) await bucket.put(name, FILE);
  expect(await server.names()).toEqual(names.map((name) => `weekly/${name}`).toSorted());
  for (const name of names) expect(Buffer.from((await bucket.get(name)) ?? [])).toEqual(FILE.bytes);
  await bucket.put("2026-W47/report.html", { ...FILE, bytes: Buffer.from("<p>another</p>") });
  expect(String(await server.read("weekly/2026-W47/report.html"))).toBe("<p>another</p>");
  expect(await bucket.get("2026-W48/report.html")).toBeUndefined();
});

it("says what is the matter, and never with which key it was tried", async () => {
  await using server = await startS3Server();
  const tell = async (work: Promise<unknown>) =>
    work.then(
      () => "nothing",
      (error) => {
        expect(JSON.stringify([error.message, error.hint, String(error.cause ?? "")])).not.toContain("a-wrong-key");
        return `${error.code} ${error.message}`;
      },
    );
  const wrong = openBucket(toPlace(server.url, "a-wrong-key"), forever);
  expect(await tell(wrong.put("report.html", FILE))).toBe(
    "DELIVER_BUCKET Could not write s3://reports-of-acme/weekly/report.html: the server says 403 SignatureDoesNotMatch.",
  );
  expect(await tell(wrong.get("report.html"))).toContain("Could not read s3://reports-of-acme/weekly/report.html");
  const nowhere = openBucket(toPlace(server.url, undefined, "no-such-bucket"), forever);
  expect(await tell(nowhere.put("report.html", FILE))).toBe(
    "DELIVER_BUCKET Could not write s3://no-such-bucket/weekly/report.html: there is no such bucket.",
  );
  const { url } = await startClosed();
  const silent = openBucket(toPlace(url), forever);
  expect(await tell(silent.put("report.html", FILE))).toBe(
    "DELIVER_BUCKET Could not write s3://reports-of-acme/weekly/report.html: the server cannot be reached (ECONNREFUSED).",
  );
});
