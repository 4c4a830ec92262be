// Choosing files by button or by dropping. Sending them is the page's business.
import { Trans, useLingui } from '@lingui/react/macro';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from './Button';
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
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const give = (files: File[]): void => {
    if (files.length > 0 && !isDisabled) onFiles(multiple ? files : files.slice(0, 1));
  };
  const drag = (on: boolean) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(on && !isDisabled);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the pointer; the button inside is for everyone
    <div
      className="tk-drop"
      data-drop-target={over || undefined}
      data-disabled={isDisabled || undefined}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        give([...event.dataTransfer.files]);
      }}
    >
      <Icon name="upload" size={24} />
      <p className="tk-strong" id={id}>
        {label}
      </p>
      <p className="tk-small tk-soft">
        <Trans>اسحب الملف إلى هنا، أو</Trans>
      </p>
      <Button aria-describedby={id} isDisabled={isDisabled} onPress={() => input.current?.click()}>
        {multiple ? t`اختر ملفات` : t`اختر ملفًا`}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        multiple={multiple}
        accept={accept?.join(',')}
        disabled={isDisabled}
        onChange={(event) => {
          give([...(event.target.files ?? [])]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
      {help ? <p className="tk-small tk-soft">{help}</p> : null}
    </div>
  );
}
