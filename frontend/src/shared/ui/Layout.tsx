// Parts of pages: form sections, named values, text for screen readers, the skip link.
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import './Layout.css';

export interface FormSectionProps {
  title: ReactNode;
  /** what this part is for; stands beside the fields on wide screens */
  help?: ReactNode;
  children: ReactNode;
}

export function FormSection({ title, help, children }: FormSectionProps) {
  return (
    <section className="tk-form-section">
      <div className="tk-form-section-words">
        <h2 className="tk-h3">{title}</h2>
        {help ? <p className="tk-small tk-soft">{help}</p> : null}
      </div>
      <div className="tk-fields">{children}</div>
    </section>
  );
}

/** The row of buttons that ends a form; stays in view while the form is long. */
export const FormActions = ({ children, note }: { children: ReactNode; note?: ReactNode }) => (
  <div className="tk-form-actions tk-no-print">
    <div className="tk-row">{children}</div>
    {note ? <div className="tk-small tk-soft">{note}</div> : null}
  </div>
);

export interface Described {
  label: ReactNode;
  value: ReactNode;
}

export const DescriptionList = ({ items }: { items: readonly Described[] }) => (
  <dl className="tk-described">
    {items.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of named values
      <div key={index}>
        <dt>{item.label}</dt>
        <dd>{typeof item.value === 'string' ? <bdi>{item.value}</bdi> : item.value}</dd>
      </div>
    ))}
  </dl>
);

export const VisuallyHidden = ({ children }: { children: ReactNode }) => <span className="tk-hidden">{children}</span>;

export const SkipLink = () => (
  <a href="#main" className="tk-skip">
    <Trans>انتقل إلى المحتوى</Trans>
  </a>
);
