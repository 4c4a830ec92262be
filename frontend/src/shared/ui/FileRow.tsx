// One chosen or stored file.
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/react';
import { Icon } from './Icon';
import './FileDrop.css';

export interface FileRowProps {
  name: string;
  size?: number;
  /** 0…1 while it is being sent */
  progress?: number | null;
  note?: ReactNode;
  actions?: ReactNode;
}

export function FileRow({ name, size, progress, note, actions }: FileRowProps) {
  const format = useFormat();
  return (
    <div className="tk-file">
      <Icon name="file" />
      <div className="tk-file-words">
        <bdi>{name}</bdi>
        <span className="tk-small tk-soft">
          {size === undefined ? null : format.bytes(size)} {note}
        </span>
        {progress !== null && progress !== undefined ? <progress value={progress} max={1} aria-label={name} /> : null}
      </div>
      {actions}
    </div>
  );
}
