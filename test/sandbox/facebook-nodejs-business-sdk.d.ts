// What the tests use of Meta's SDK, which ships no types of its own. Read from its 24.0.1 sources.

declare module "facebook-nodejs-business-sdk" {
  type Body = ReturnType<typeof JSON.parse>;
  type Parameters = Record<string, unknown>;

  export class FacebookAdsApi {
    static init(accessToken: string, locale?: string, crashLog?: boolean): FacebookAdsApi;
    static readonly VERSION: string;
    constructor(accessToken: string, locale?: string, crashLog?: boolean);
    setShowHeader(flag: boolean): FacebookAdsApi;
  }

  export class FacebookAdsApiBatch {
    constructor(api: FacebookAdsApi);
    add(
      method: string,
      path: readonly string[],
      params?: Parameters,
      files?: Parameters,
      onSuccess?: (response: APIResponse) => void,
      onFailure?: (response: APIResponse) => void,
    ): unknown;
    /** Null, or a batch of the entries that got no answer. */
    execute(): Promise<FacebookAdsApiBatch | null>;
  }

  export interface APIResponse {
    readonly body: Body;
    readonly status: number;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly error: FacebookRequestError | null;
  }

  /** Not exported by the SDK; what it throws looks like this. */
  interface FacebookRequestError extends Error {
    readonly status: number;
    readonly response: Body;
  }

  /** One page of an edge: an array that loads its neighbours in place. */
  interface Cursor<Item> extends Array<Item> {
    readonly summary: Body;
    readonly headers: Body;
    hasNext(): boolean;
    next(): Promise<Cursor<Item>>;
    hasPrevious(): boolean;
    previous(): Promise<Cursor<Item>>;
  }

  class CrudObject {
    static readonly Fields: Readonly<Record<string, string>>;
    static getByIds(ids: readonly string[], fields: readonly string[]): Promise<readonly CrudObject[]>;
    constructor(id: string, data?: Parameters, parentId?: string, api?: FacebookAdsApi);
    readonly id: string;
    exportAllData(): Body;
    get(fields: readonly string[], params?: Parameters): Promise<this>;
    update(fields: readonly string[], params: Parameters): Promise<Body>;
    delete(fields: readonly string[]): Promise<Body>;
  }

  type ReadEdge<Item> = (fields: readonly string[], params?: Parameters) => Promise<Cursor<Item>>;
  type WriteEdge<Item> = (fields: readonly string[], params: Parameters) => Promise<Item>;

  export class User extends CrudObject {
    getAccounts: ReadEdge<Page>;
  }
  export class Page extends CrudObject {}
  export class InstagramInsightsResult extends CrudObject {}
  export class IGUser extends CrudObject {
    getMedia: ReadEdge<IGMedia>;
    getStories: ReadEdge<IGMedia>;
    getInsights: ReadEdge<InstagramInsightsResult>;
  }
  export class IGMedia extends CrudObject {
    getComments: ReadEdge<IGComment>;
    createComment: WriteEdge<IGComment>;
    getChildren: ReadEdge<IGMedia>;
    getInsights: ReadEdge<InstagramInsightsResult>;
  }
  export class IGComment extends CrudObject {
    getReplies: ReadEdge<IGComment>;
    createReply: WriteEdge<IGComment>;
  }
}
