// The nodes of discovery: the user, the Pages, the portfolios.

import type { Call, Edge, GraphNode } from "./call.ts";
import { toInstagramNode } from "./instagram-node.ts";
import { LISTING_PARAMETERS, readListing } from "./listing.ts";
import { toHash } from "./random.ts";
import { refusal } from "./refusals.ts";
import { type Business, type FbPage, listBusinessesOf, listPagesOf, type WorldUser } from "./world.ts";

export function toUserNode(user: WorldUser, call: Call): GraphNode {
  const { emptyDiscovery, pagesListed } = call.settings;
  const all = emptyDiscovery ? [] : listPagesOf(user, call.world);
  const pages = all.slice(0, pagesListed ?? undefined);
  return {
    id: user.id,
    typeName: "User",
    defaults: ["name", "id"],
    fields: { id: () => user.id, name: () => user.name },
    edges: {
      accounts: toPagesEdge(`${user.id}/accounts`, pages, call, all.length),
      businesses: {
        parameters: LISTING_PARAMETERS,
        read: (request) => {
          if (user.permissions.business_management !== "granted") throw refusal.needsPermission("business_management");
          return readListing(
            {
              path: `${user.id}/businesses`,
              items: listBusinessesOf(user, call.world),
              toId: ({ id }) => id,
              toNode: (business) => toBusinessNode(business, call),
              defaultLimit: 25,
              maxLimit: 100,
              paging: "full",
              isWeighed: false,
            },
            request,
            call,
          );
        },
      },
      permissions: {
        parameters: [],
        read: () => ({
          data: Object.entries(user.permissions).map(([permission, status]) => ({ permission, status })),
        }),
      },
    },
  };
}

export function toBusinessNode(business: Business, call: Call): GraphNode {
  return {
    id: business.id,
    typeName: "Business",
    defaults: ["id", "name"],
    fields: { id: () => business.id, name: () => business.name },
    edges: {
      owned_pages: toPagesEdge(`${business.id}/owned_pages`, business.ownedPages, call),
      client_pages: toPagesEdge(`${business.id}/client_pages`, business.clientPages, call),
    },
  };
}

// What `/me/accounts` gives without `fields`, which is more than a Page on its own gives.
const ROW_DEFAULTS = ["access_token", "category", "category_list", "name", "id", "tasks"];

function toPagesEdge(path: string, pages: readonly FbPage[], call: Call, count = pages.length): Edge {
  return {
    parameters: [...LISTING_PARAMETERS, "summary"],
    read: (request) => {
      const summary = request.parameters.get("summary");
      if (summary !== undefined && !["total_count", "true", "false"].includes(summary)) {
        throw refusal.notInList("summary", 0, ["total_count"]);
      }
      const answer = readListing(
        {
          path,
          items: pages,
          toId: ({ id }) => id,
          toNode: (page) => ({ ...toPageNode(page, call), defaults: ROW_DEFAULTS }),
          defaultLimit: 25,
          maxLimit: 100,
          paging: "full",
          isWeighed: false,
        },
        request,
        call,
      );
      return summary === undefined || summary === "false" ? answer : { ...answer, summary: { total_count: count } };
    },
  };
}

/** A Page; one without a linked account lacks the keys instead of saying null (CONTRACT §1.1). */
export function toPageNode(page: FbPage, call: Call): GraphNode {
  const { account } = page;
  const readAccount = () => (account === null ? undefined : toInstagramNode(account, call));
  return {
    id: page.id,
    typeName: "Page",
    defaults: ["name", "id"],
    fields: {
      id: () => page.id,
      name: () => page.name,
      category: () => page.category,
      category_list: () => [{ id: String(1_000 + (toHash(page.category) % 9_000)), name: page.category }],
      access_token: () => page.token,
      tasks: () => page.tasks,
      link: () => `https://www.facebook.com/${page.id}`,
      fan_count: () => Math.round((account?.followersAtOrigin ?? 90) * 0.4),
      instagram_business_account: readAccount,
      connected_instagram_account: readAccount,
    },
    edges: {},
  };
}
