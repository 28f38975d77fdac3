import { Toast } from '@base-ui/react/toast';
import { Bell, CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Prose } from './prose';

const toasts = Toast.createToastManager<{ hint?: ToastAction }>();

/** Tells about something that was asked for and did not work. */
export function showError(title: string, message: string): void {
  toasts.add({ title, description: message, timeout: 9_000 });
}

export interface ToastAction {
  readonly label: string;
  readonly onClick: () => void;
}

const doneId = 'done';

/** Tells that something was done, and how to take it back. */
export function showDone(title: string, action?: ToastAction): void {
  const close = () => toasts.close(doneId);
  // One at a time: what it offers to take back is the newest.
  toasts.add({ id: doneId, title, type: 'done', timeout: 7_000, ...actionOf(action, close) });
}

export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly action?: ToastAction;
  /** Something that can be done for the next time. */
  readonly hint?: ToastAction;
}

/** Tells what somebody else wants to be told; its texts are shown as they are. */
export function showNotice({ title, text, action, hint }: Notice): void {
  const about = { title, description: text, type: 'notice', timeout: 12_000 };
  const id = toasts.add({ ...about, ...(hint && { data: { hint } }), ...actionOf(action, () => toasts.close(id)) });
}

export interface StateToast {
  /** Names what it is about: a later one about the same takes its place. */
  readonly id: string;
  readonly good: boolean;
  readonly title: string;
  readonly text: string;
  readonly action?: ToastAction;
}

/** Tells that something does not work, or works again. */
export function showState({ id, good, title, text, action }: StateToast): void {
  const about = { id, title, description: text, timeout: good ? 7_000 : 15_000 };
  // What the one before offered does not go by itself.
  toasts.close(id);
  toasts.add({ ...about, ...(good && { type: 'done' }), ...actionOf(action, () => toasts.close(id)) });
}

function actionOf(action: ToastAction | undefined, close: () => void) {
  if (!action) return {};
  const onClick = () => {
    close();
    action.onClick();
  };
  return { actionProps: { children: action.label, onClick } };
}

/** Between what lies in one corner, in pixels. */
const gap = 10;

/** Tells the style sheet how high the toasts are, for what else lies in their corner. */
function tellHeight(viewport: HTMLDivElement | null) {
  if (!viewport) return;
  const { style } = document.documentElement;
  const tell = () => style.setProperty('--toasts', `${viewport.offsetHeight && viewport.offsetHeight + gap}px`);
  const watching = new ResizeObserver(tell);
  watching.observe(viewport);
  return () => watching.disconnect();
}

/** The place where toasts appear; once per window. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts}>
      <Toast.Portal>
        <Toast.Viewport
          ref={tellHeight}
          className="fixed right-4 bottom-4 z-50 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none"
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

const icons: Readonly<Record<string, ReactNode>> = {
  done: <CircleCheck size={16} className="mt-0.5 shrink-0 text-good" aria-hidden />,
  notice: <Bell size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden />,
};

function Hint({ label, onClick }: ToastAction) {
  return (
    <button type="button" className="mt-1 text-sm text-accent underline-offset-2 hover:underline" onClick={onClick}>
      {label}
    </button>
  );
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager<{ hint?: ToastAction }>();
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg bg-raised shadow-raised transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex gap-2.5 p-3">
        {icons[toast.type ?? ''] ?? <CircleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />}
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium wrap-anywhere" />
          {toast.description !== undefined && toast.description !== '' && (
            <Toast.Description className="break-words text-muted">
              {toast.type === 'notice' ? toast.description : <Prose text={String(toast.description)} />}
            </Toast.Description>
          )}
          {toast.data?.hint && <Hint {...toast.data.hint} />}
        </div>
        {toast.actionProps && (
          <Toast.Action className="-my-0.5 h-6 shrink-0 rounded-md border border-line-strong px-2 text-sm font-medium hover:bg-hover" />
        )}
        <Toast.Close
          aria-label="Dismiss"
          // Base UI hides it until the stack is expanded; these toasts are never stacked.
          aria-hidden={false}
          className="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-pressed hover:text-ink"
        >
          <X size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
