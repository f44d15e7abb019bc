/** What the person I am now may see: the server's state, kept current by live events. */

const byId = (all) => new Map(all.map((one) => [one.id, one]));
const spot = (one) => `${one.channel}:${one.thread_ts ?? ""}`;

export class Store {
  /** `state`: the answer of GET /try/api/state. */
  constructor(state) {
    Object.assign(this, state);
    this.users = byId(state.users);
    this.channels = byId(state.channels);
    this.messages = new Map();
    this.arriving = new Map();
    this.typing = new Map();
    this.refusals = new Map();
  }

  /** What mrkdwn needs to know of people and channels. */
  get names() {
    return {
      me: this.me.id,
      person: (id) => this.users.get(id)?.real_name,
      channel: (id) => this.channels.get(id)?.name,
    };
  }

  /** The channel of a place's slug: a name, `@app`, or `@ada` for a DM. */
  channel(slug) {
    return [...this.channels.values()].find((one) => this.slug(one) === slug || one.id === slug);
  }

  slug(channel) {
    if (channel.is_app_dm) return "@app";
    return channel.dm_with ? `@${this.users.get(channel.dm_with)?.name}` : channel.name;
  }

  /** What a person calls a channel: "#general" or the other's name. */
  nameOf(channel) {
    if (channel.is_app_dm) return this.app.name;
    return channel.dm_with ? this.names.person(channel.dm_with) : channel.name;
  }

  /** Whether somebody here has this name; an app may post under it. */
  isKnown(name) {
    return [...this.users.values()].some((user) => user.real_name === name);
  }

  /** A channel is being read: what happens in it meanwhile is newer than the answer. */
  expect(channel) {
    this.arriving.set(channel, new Map());
  }

  keep(channel, messages) {
    const all = new Map(messages.map((one) => [one.ts, one]));
    for (const [ts, message] of this.arriving.get(channel) ?? []) {
      if (message) all.set(ts, message);
      else all.delete(ts);
    }
    this.arriving.delete(channel);
    this.messages.set(channel, all);
  }

  isLoaded(channel) {
    return this.messages.has(channel);
  }

  /** All messages of a channel, oldest first, as this person sees them. */
  all(channel) {
    const found = [...(this.messages.get(channel)?.values() ?? [])];
    return found.filter((one) => !one.ephemeral || one.to === this.me.id).sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  /** The messages that stand in the channel itself. */
  roots(channel) {
    return this.all(channel).filter((one) => !isReply(one) || one.subtype === "thread_broadcast");
  }

  /** A thread: its root first, then its replies. */
  thread(channel, ts) {
    return this.all(channel).filter((one) => one.ts === ts || one.thread_ts === ts);
  }

  /** Replies of a thread that came after I last looked, by others. */
  newReplies(channel, ts, since) {
    return this.thread(channel, ts).filter((one) => one.ts !== ts && one.ts > since && one.user !== this.me.id).length;
  }

  lastOwn(channel, thread) {
    const seen = thread ? this.thread(channel, thread) : this.roots(channel);
    return seen.filter((one) => one.user === this.me.id && !one.bot_id && !one.ephemeral && one.subtype !== "channel_join").at(-1);
  }

  statusOf(channel, ts) {
    return this.status[`${channel}:${ts}`];
  }

  sessionOf(channel, ts) {
    return this.sessions[`${channel}:${ts}`];
  }

  /** Takes one live event in; says what it was, for whoever wants to react. */
  apply(event) {
    TAKE[event.what]?.(this, event);
    return event.what;
  }
}

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

function put(store, { channel, message }) {
  store.messages.get(channel)?.set(message.ts, message);
  store.arriving.get(channel)?.set(message.ts, message);
  if (message.user) store.typing.delete(`${channel}:${message.thread_ts ?? ""}:${message.user}`);
}

const TAKE = {
  message: put,
  edit: put,
  ephemeral: put,
  reaction: put,
  deletion: (store, { channel, ts }) => {
    store.messages.get(channel)?.delete(ts);
    store.arriving.get(channel)?.set(ts, null);
  },
  unread: (store, { channel, ...counts }) => Object.assign(store.channels.get(channel) ?? {}, counts),
  channel: (store, { channel }) => store.channels.set(channel.id, channel),
  user: (store, { user }) => store.users.set(user.id, user),
  view: (store, { views }) => { store.views = views; },
  home: (store, { view }) => { store.home = view; },
  status: (store, event) => { store.status[spot(event)] = event; },
  prompts: (store, event) => { store.prompts[event.channel] = event; },
  session: (store, event) => { store.sessions[spot(event)] = event; },
  typing: (store, event) => event.user !== store.me.id && store.typing.set(`${spot(event)}:${event.user}`, Date.now() + 3000),
  errors: (store, { view_id, errors }) => store.refusals.set(view_id, errors),
};
