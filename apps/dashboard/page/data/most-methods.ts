/**
 * Methods that are drawn where the address does not say which: more cannot be told apart at a glance. Where there are no more, every answer has all of
 * them, and the page chooses without asking anew. For the page and the server.
 */
export const MOST_METHODS = 12;
