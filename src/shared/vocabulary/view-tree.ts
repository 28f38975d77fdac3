import { z } from 'zod';

/**
 * Views that Lua describes: a tree of nodes, drawn by the window (React) and by the terminal (`viberot tui`). Nodes are
 * plain data. What a person does is told to Lua by the id of an action.
 */

export const tones = ['neutral', 'muted', 'accent', 'success', 'warning', 'danger'] as const;
export type Tone = (typeof tones)[number];
const Tone = z.enum(tones);

/** Names a function of Lua for as long as the tree that it came with is shown. */
const Action = z.string().min(1);

/** Entities that the drawer knows live, so that trees need not be made anew for each of their changes. */
export const stores = ['agents', 'processes', 'rules', 'lua_files'] as const;
export type StoreName = (typeof stores)[number];

/** Entities of a store as the events of Lua tell them (`name`, `status`, `last_line`, …), filtered and ordered. */
const Binding = z.strictObject({
  bind: z.enum(stores),
  /** Those whose fields equal these; a list means any of them. */
  where: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))]),
    )
    .optional(),
  /** A field, ascending; with a minus before it, descending. */
  order: z.string().optional(),
  limit: z.number().int().min(1).max(10_000).optional(),
});
export type Binding = z.infer<typeof Binding>;

/** A text, or how many entities there are: `{ bind = "agents", where = { status = "working" }, count = true }`. */
const Text = z.union([z.string(), Binding.extend({ count: z.literal(true) })]);
export type BoundText = z.infer<typeof Text>;

/** Columns of a terminal's cell, or in the window as many times the width of a digit; or a share of the whole ("30%"). */
const Size = z.union([z.number().min(0).max(1_000), z.string().regex(/^\d{1,3}%$/)]);

/** What every node may have. */
const shared = {
  /** Tells it from its siblings over changes, so that focus and what was typed stay. */
  key: z.string().optional(),
  /** Its share of the room that is left; 0 or nothing: as large as its content. */
  grow: z.number().min(0).max(1_000).optional(),
  width: Size.optional(),
  height: Size.optional(),
  hidden: z.boolean().optional(),
};

const box = {
  ...shared,
  /** In cells of a terminal, downwards half as many because they are higher; in the window in steps of its own grid. */
  gap: z.number().int().min(0).max(20).optional(),
  padding: z.number().int().min(0).max(20).optional(),
  align: z.enum(['start', 'center', 'end', 'stretch']).optional(),
  justify: z.enum(['start', 'center', 'end', 'between']).optional(),
  /** Its content scrolls when it does not fit. */
  scroll: z.boolean().optional(),
};

/** A row of a list. With a binding, texts name fields in braces: `title = "{name}"`. */
const Item = z.strictObject({
  key: z.string().optional(),
  title: z.string(),
  detail: z.string().optional(),
  badge: z.string().optional(),
  tone: Tone.optional(),
});
export type ViewItem = z.infer<typeof Item>;

const Cell = z.union([z.string(), z.number(), z.boolean()]);

/** A piece of a line of a canvas. */
const Span = z.strictObject({
  text: z.string(),
  fg: z.string().optional(),
  bg: z.string().optional(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  underline: z.boolean().optional(),
});
export type CanvasSpan = z.infer<typeof Span>;

const Field = { ...shared, name: z.string().min(1), label: z.string().optional(), help: z.string().optional() };

/** What nodes of each kind may have beside their `kind`. Anything else is an error that says where. */
export const nodeProps = {
  row: z.strictObject({ ...box }),
  column: z.strictObject({ ...box }),
  /** A bordered part with a title. */
  panel: z.strictObject({ ...box, title: Text.optional(), tone: Tone.optional() }),
  /** One child at a time; the titles are those of the children's `title`s, in order. */
  tabs: z.strictObject({ ...box, titles: z.array(z.string()) }),
  spacer: z.strictObject({ ...shared }),
  divider: z.strictObject({ ...shared }),

  text: z.strictObject({
    ...shared,
    text: Text,
    tone: Tone.optional(),
    bold: z.boolean().optional(),
    /** Cut with an ellipsis instead of wrapped. */
    truncate: z.boolean().optional(),
  }),
  heading: z.strictObject({
    ...shared,
    text: Text,
    level: z.number().int().min(1).max(3).optional(),
  }),
  paragraph: z.strictObject({ ...shared, text: Text, tone: Tone.optional() }),
  code: z.strictObject({ ...shared, text: z.string() }),
  badge: z.strictObject({ ...shared, text: Text, tone: Tone.optional() }),
  keys: z.strictObject({ ...shared, keys: z.string() }),
  /** Leads to a view ("agents", "view/usage", "agents/ID") or a web page. */
  link: z.strictObject({ ...shared, text: Text, to: z.string() }),
  alert: z.strictObject({ ...shared, text: Text, tone: Tone.optional() }),
  empty: z.strictObject({
    ...shared,
    title: z.string(),
    text: z.string().optional(),
    action: z.strictObject({ label: z.string(), on_click: Action }).optional(),
  }),

  button: z.strictObject({
    ...shared,
    label: z.string(),
    tone: Tone.optional(),
    disabled: z.boolean().optional(),
    /** Asked before it is done. */
    confirm: z.string().optional(),
    on_click: Action,
  }),

  facts: z.strictObject({
    ...shared,
    items: z.array(z.strictObject({ name: z.string(), value: Text, tone: Tone.optional() })),
  }),
  list: z.strictObject({
    ...shared,
    items: z.union([z.array(Item), Binding]),
    /** How an entity is shown, with a binding. */
    item: Item.optional(),
    selected: z.string().optional(),
    /** What is shown when there is nothing. */
    empty: z.string().optional(),
    /** Is given the item's key, or the entity's. */
    on_select: Action.optional(),
  }),
  table: z.strictObject({
    ...shared,
    columns: z.array(
      z.strictObject({
        title: z.string(),
        /** The field of a row. */
        field: z.string(),
        width: Size.optional(),
        grow: z.number().optional(),
        align: z.enum(['start', 'end']).optional(),
      }),
    ),
    rows: z.union([z.array(z.record(z.string(), Cell)), Binding]),
    empty: z.string().optional(),
    /** Is given the row's `key` or `id`, or else its number from 1. */
    on_select: Action.optional(),
  }),
  progress: z.strictObject({
    ...shared,
    label: z.string().optional(),
    /** From 0 to 1; nothing: it is not known how far it is. */
    value: z.number().min(0).max(1).optional(),
    tone: Tone.optional(),
  }),
  chart: z.strictObject({
    ...shared,
    type: z.enum(['line', 'bar']).optional(),
    title: z.string().optional(),
    labels: z.array(z.string()).max(500).optional(),
    series: z
      .array(z.strictObject({ name: z.string(), values: z.array(z.number()).max(500), tone: Tone.optional() }))
      .max(6),
    unit: z.string().optional(),
  }),

  agent_list: z.strictObject({
    ...shared,
    where: Binding.shape.where,
    order: z.string().optional(),
    empty: z.string().optional(),
    /** Is given the agent's id; without it the agent gets the focus. */
    on_select: Action.optional(),
  }),
  /** The live terminal of an agent: its id, or "focused" for the one chosen last. */
  terminal: z.strictObject({ ...shared, agent: z.string() }),
  /** Lines of styled text, as a `term` of Lua has drawn them. */
  canvas: z.strictObject({
    ...shared,
    label: z.string(),
    lines: z.array(z.array(Span)).max(200),
  }),

  /** What its fields hold is given to `on_submit` as one table, by their names. */
  form: z.strictObject({ ...box, submit: z.string().optional(), on_submit: Action }),
  input: z.strictObject({
    ...Field,
    value: z.string().optional(),
    placeholder: z.string().optional(),
    type: z.enum(['text', 'number', 'password']).optional(),
    multiline: z.boolean().optional(),
    required: z.boolean().optional(),
    /** Is given the value when it was changed and left, or Enter was pressed. */
    on_change: Action.optional(),
  }),
  select: z.strictObject({
    ...Field,
    value: z.string().optional(),
    options: z.array(z.strictObject({ value: z.string(), label: z.string().optional() })).min(1),
    on_change: Action.optional(),
  }),
  checkbox: z.strictObject({
    ...Field,
    value: z.boolean().optional(),
    on_change: Action.optional(),
  }),

  /**
   * The views that can be chosen: names of built-in views and of Lua's, in order. For the layout. Lua may write "*" for all
   * others that it has; the hub puts their names there.
   */
  sidebar: z.strictObject({ ...shared, views: z.array(z.string()) }),
  /** The view that was chosen. For the layout. */
  main: z.strictObject({ ...shared }),
  /** A view as a part of another. */
  view: z.strictObject({ ...shared, name: z.string() }),
  /** A line with how things are: what waits, what runs, and its children. For the layout. */
  status_bar: z.strictObject({ ...box }),
} as const;

export type NodeKind = keyof typeof nodeProps;

/** The kinds of nodes that have `children`. */
export const containers = ['row', 'column', 'panel', 'tabs', 'form', 'status_bar'] as const;
export type ContainerKind = (typeof containers)[number];

/** A node of one kind. */
export type NodeOf<Kind extends NodeKind> = { readonly kind: Kind } & Readonly<z.output<(typeof nodeProps)[Kind]>> &
  (Kind extends ContainerKind ? { readonly children: readonly ViewNode[] } : unknown);
export type ViewNode = { [Kind in NodeKind]: NodeOf<Kind> }[NodeKind];

export const nodeKinds = Object.keys(nodeProps) as readonly NodeKind[];

const isContainer = (kind: string): boolean => (containers as readonly string[]).includes(kind);

/** Any node with all that is in it. */
export const ViewNode: z.ZodType<ViewNode> = z.lazy(() => {
  const [first, ...others] = Object.entries(nodeProps).map(([kind, { shape }]) =>
    z.strictObject({
      kind: z.literal(kind),
      ...shape,
      ...(isContainer(kind) ? { children: z.array(ViewNode).default([]) } : {}),
    }),
  );
  if (!first) throw new Error('There are no kinds of nodes');
  return z.discriminatedUnion('kind', [first, ...others]) as unknown as z.ZodType<ViewNode>;
});
