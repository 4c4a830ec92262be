// The shape of the short forms before sign-in: one column, one button, one way elsewhere.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { FormFrame } from '../../../shared/forms/FormFrame';
import type { Form } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';

export function FrontPage({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t } = useLingui();
  const product = t`تحكيم`;
  return (
    <div className="tk-stack tk-gap-6">
      <title>{`${title} — ${product}`}</title>
      <div className="tk-stack tk-gap-2">
        <h1 className="tk-h1" tabIndex={-1} data-page-title>
          {title}
        </h1>
        {lead ? <p className="tk-soft">{lead}</p> : null}
      </div>
      {children}
    </div>
  );
}

export function FrontForm<T extends object>(props: {
  form: Form<T>;
  label: string;
  action: string;
  children: ReactNode;
}) {
  return (
    <FormFrame form={props.form} label={props.label} guard={false}>
      <div className="tk-fields">{props.children}</div>
      <Button type="submit" kind="primary" size="large" wide busy={props.form.saving}>
        {props.action}
      </Button>
    </FormFrame>
  );
}

/** Tickets travel in the fragment, which no server log sees: /app/invitation#token=… */
function fragmentToken(): string {
  const fragment = location.hash.slice(1);
  return new URLSearchParams(fragment).get('token') ?? (fragment.includes('=') ? '' : fragment);
}

/** The ticket of this visit; a newer link opened over the page takes its place. */
export function useFragmentToken(): string {
  const [token, setToken] = useState(fragmentToken);
  useEffect(() => {
    const onHash = (): void => setToken((was) => fragmentToken() || was);
    globalThis.addEventListener('hashchange', onHash);
    return () => globalThis.removeEventListener('hashchange', onHash);
  }, []);
  return token;
}
