// Choosing files by button, by dropping, or by keyboard paste. Sending them is the page's business.
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { buttonClass } from './Button';
import { Icon } from './Icon';
import './FileDrop.css';

export { FileRow, type FileRowProps } from './FileRow';

export interface FileDropProps {
  label: string;
  help?: ReactNode;
  /** MIME types or extensions, as for <input accept> */
  accept?: readonly string[];
  multiple?: boolean;
  isDisabled?: boolean;
  onFiles: (files: File[]) => void;
}

export function FileDrop({ label, help, accept, multiple = false, isDisabled = false, onFiles }: FileDropProps) {
  const { t } = useLingui();
  return (
    <DropZone
      className="tk-drop"
      aria-label={label}
      isDisabled={isDisabled}
      onDrop={async (event) => {
        const dropped = event.items.filter((item) => item.kind === 'file');
        const files = await Promise.all(dropped.map((item) => item.getFile()));
        if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
      }}
    >
      <Icon name="upload" size={24} />
      <p className="tk-strong">{label}</p>
      <p className="tk-small tk-soft">
        <Trans>اسحب الملف إلى هنا، أو</Trans>
      </p>
      <FileTrigger
        allowsMultiple={multiple}
        {...(accept ? { acceptedFileTypes: [...accept] } : {})}
        onSelect={(list) => list && list.length > 0 && onFiles([...list])}
      >
        <AriaButton className={buttonClass()} isDisabled={isDisabled}>
          {multiple ? t`اختر ملفات` : t`اختر ملفًا`}
        </AriaButton>
      </FileTrigger>
      {help ? <p className="tk-small tk-soft">{help}</p> : null}
    </DropZone>
  );
}
