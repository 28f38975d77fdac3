import { Bug, RefreshCw } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { messageOf } from '../../shared/result';
import { Button, EmptyState } from '../ui';

interface State {
  readonly failure: { readonly error: unknown } | undefined;
}

/** Keeps an error in one view from taking the others down. */
export class ViewBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return (
      <div role="alert" className="flex flex-1 overflow-y-auto">
        <EmptyState
          icon={<Bug size={20} />}
          title="This view broke"
          actions={
            <Button look="primary" icon={<RefreshCw size={13} />} onClick={() => location.reload()}>
              Reload
            </Button>
          }
        >
          This is a mistake in VibeRot, not in your rules. The other views still work. {messageOf(failure.error)}
        </EmptyState>
      </div>
    );
  }
}
