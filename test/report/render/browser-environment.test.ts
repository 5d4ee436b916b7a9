import { expect, it } from "vitest";
import { toBrowserEnvironment } from "../../../src/report/render/pdf/browser-environment.ts";

const own = {
  PATH: "/bin",
  TZ: "UTC",
  LC_ALL: "C",
  CHROME_DEVEL_SANDBOX: "/usr/local/sbin/chrome-devel-sandbox",
  HOME: "/root",
  GAZETTE_TOKEN: "EAAG",
  SMTP_URL: "smtp://u:p@h",
  PGPASSWORD: "x",
};

it("hands a browser no secret of ours, and a home that goes with its profile", () => {
  expect(toBrowserEnvironment(own, "/tmp/profile", "linux")).toEqual({
    PATH: "/bin",
    TZ: "UTC",
    LC_ALL: "C",
    CHROME_DEVEL_SANDBOX: "/usr/local/sbin/chrome-devel-sandbox",
    HOME: "/tmp/profile",
    XDG_CONFIG_HOME: "/tmp/profile",
    XDG_CACHE_HOME: "/tmp/profile",
    XDG_DATA_HOME: "/tmp/profile",
  });
});

it("leaves another system's browser what it finds itself by", () => {
  expect(toBrowserEnvironment(own, "/tmp/profile", "darwin")).toEqual(own);
});
