// Addresses of this machine and the networks around it. A picture's address comes from outside: without this, an answer
// could have us ask whatever listens there (RELIABILITY Z7).

import { lookup } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** RFC 6890: this host, private, shared, loopback, link-local, their IPv6 kin, and IPv6 that stands for some IPv4. */
const INNER = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  INNER.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  INNER.addSubnet(network, prefix, "ipv6");

export function isInnerAddress(address: string): boolean {
  return INNER.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Whether a URL leads to such an address by itself: a number, or a name that is always this machine's. */
export function isInnerUrl({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : isInnerAddress(host);
}

/** The same, and a name is asked for. */
export async function leadsInside(url: string): Promise<boolean> {
  const address = new URL(url);
  if (isInnerUrl(address)) return true;
  const found = await lookUp(address.hostname, { all: true }).catch(() => []);
  return found.some((one) => isInnerAddress(one.address));
}

/** For a connection: a name whose address lies inside is told as one that is not there. */
export const lookUpOutside: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const outside = error ? [] : addresses.filter(({ address }) => !isInnerAddress(address));
    const [first] = outside;
    if (first === undefined) callback(error ?? Object.assign(new Error("inner address"), { code: "EACCES" }), "", 0);
    else if (options.all === true) callback(null, outside);
    else callback(null, first.address, first.family);
  });
};
