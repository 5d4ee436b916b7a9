// Every page of the desk. One file a page; a line here is all the server needs.
import type { DeskRoute } from "../route.ts";
import { today } from "./today.ts";

export const ROUTES: readonly DeskRoute[] = [today];
