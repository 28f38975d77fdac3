import { Toast } from '@base-ui/react/toast';
import { CircleAlert, X } from 'lucide-react';
import { Prose } from './prose';

const toasts = Toast.createToastManager();

/** Tells about something that was asked for and did not work. */
export function showError(title: string, message: string): void {
  toasts.add({ title, description: message, timeout: 9_000 });
}

/** The place where toasts appear; once per window. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg bg-raised shadow-raised transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex gap-2.5 p-3">
        <CircleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="break-words text-muted">
            <Prose text={String(toast.description ?? '')} />
          </Toast.Description>
        </div>
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
