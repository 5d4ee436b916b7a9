// An error that nobody hears ends the process. pg-boss 12.38 takes every listener off the client it listens with and only then
// closes it (db.js, `disconnect` and `close`): what a server that is stopped says in between would be one. Look whether it still
// does when pg-boss is updated.
import pg from "pg";

const ignore = (): void => undefined;

class HeardClient extends pg.Client {
  override removeAllListeners(...names: Parameters<pg.Client["removeAllListeners"]>): this {
    super.removeAllListeners(...names);
    return this.on("error", ignore);
  }
}

/** From now on clients that others make of `pg` in this process stay heard. */
export function hearErrors(): void {
  pg.Client = HeardClient;
}
