// Sends what is due in an outbox, and prints one line a delivery; made to be killed.

import { sendWaiting } from "../../../../src/report/deliver/send-waiting.ts";
import { createSmtpTransport } from "../../../../src/report/deliver/smtp.ts";
import { Secret } from "../../../../src/shared/index.ts";
import { openStore } from "../../../../src/store/index.ts";

const [url = "", port = ""] = process.argv.slice(2);
const store = await openStore({ url });
await sendWaiting({
  outbox: store.outbox,
  settings: { from: { name: "Reports", address: "reports@acme.test" }, bytesMost: 10_000_000 },
  transport: createSmtpTransport(new Secret(`smtp://127.0.0.1:${port}?tls=off`)),
  signal: new AbortController().signal,
  onTried: ({ recipient, state }) => console.log(recipient, state),
});
await store.close();
