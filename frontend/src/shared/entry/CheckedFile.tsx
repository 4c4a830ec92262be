// A stored file with what its check found: waiting, clean with small pictures of its pages, or rejected with why.
import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { authorisedFetch } from '../api/client';
import { download } from '../api/download';
import type { components } from '../api/schema';
import { useFormat } from '../i18n/react';
import { Badge } from '../ui/Badge';
import { IconButton } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { FileRow } from '../ui/FileRow';
import { Icon } from '../ui/Icon';
import { notifyProblem } from '../ui/Notice';
import { linkTo } from './fileLink';
import { reasonText } from './fileReasons';
import './files.css';

const Player = lazy(async () => ({ default: (await import('./Player')).Player }));

export type Attachment = components['schemas']['AttachmentOut'];

/** A picture that only the authorised client may fetch. */
function Picture({ url, alt, className }: { url: string; alt: string; className: string }) {
  const [source, setSource] = useState('');
  useEffect(() => {
    const held = { url: '', gone: false };
    authorisedFetch(new Request(new URL(url, location.origin)))
      .then(async (answer) => {
        if (!answer.ok) return;
        const blob = await answer.blob();
        if (held.gone) return;
        held.url = URL.createObjectURL(blob);
        setSource(held.url);
      })
      .catch(() => undefined);
    return () => {
      held.gone = true;
      if (held.url) URL.revokeObjectURL(held.url);
    };
  }, [url]);
  return source ? (
    <img className={className} src={source} alt={alt} />
  ) : (
    <span className={className} aria-hidden="true" />
  );
}

/** The first page as a button that shows the first pages. */
function Pages({ file, base, onOpen }: { file: Attachment; base: string; onOpen: (() => void) | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const numbers = Array.from({ length: file.previews }, (_, at) => at + 1);
  const shown = format.number(file.previews);
  const all = format.number(file.pages ?? 1);
  return (
    <>
      <button
        type="button"
        className="tk-thumb"
        aria-label={t`اعرض صورة عن ${file.name}`}
        onClick={() => (onOpen ? onOpen() : setOpen(true))}
      >
        <Picture url={`${base}/previews/1`} alt="" className="tk-thumb-picture" />
      </button>
      <Dialog title={<bdi>{file.name}</bdi>} isOpen={open} onClose={() => setOpen(false)} size="wide">
        {file.pages && file.pages > file.previews ? (
          <p className="tk-small tk-soft">{t`أول ${shown} من ${all} من صفحات الملف. نزّله لتقرأه كاملًا.`}</p>
        ) : null}
        <ol className="tk-plain-list tk-pages">
          {numbers.map((number) => (
            <li key={number}>
              <Picture
                url={`${base}/previews/${number}`}
                alt={t`الصفحة ${format.number(number)} من ${file.name}`}
                className="tk-page-picture"
              />
              {file.pages ? <span className="tk-tiny tk-soft">{format.number(number)}</span> : null}
            </li>
          ))}
        </ol>
      </Dialog>
    </>
  );
}

/** A film or a sound, in a dialog; the player's code comes when it is first opened. */
function Play({ file, base }: { file: Attachment; base: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton icon="play" label={t`شغّل ${file.name}`} onPress={() => setOpen(true)} />
      <Dialog title={<bdi>{file.name}</bdi>} isOpen={open} onClose={() => setOpen(false)} size="wide">
        <Suspense fallback={null}>
          <Player file={file} base={base} />
        </Suspense>
      </Dialog>
    </>
  );
}

/** What was sent, and the cleaned copy that everybody downloads, each with its fingerprint. */
function Prints({ file }: { file: Attachment }) {
  const { t } = useLingui();
  const format = useFormat();
  const same = file.clean_sha256 === file.sha256;
  return (
    <details className="tk-prints tk-small">
      <summary>{t`بصمة الملف`}</summary>
      <dl>
        <dt>
          {t`كما أُرسل`} <span className="tk-soft">– {format.bytes(file.size)}</span>
        </dt>
        <dd>
          <code>{file.sha256}</code>
        </dd>
        <dt>
          {t`النسخة المنقّاة التي تُنزَّل وتُعرض على المحكّمين`}{' '}
          <span className="tk-soft">– {format.bytes(file.clean_size)}</span>
        </dt>
        <dd>{same ? t`مطابقة لما أُرسل` : <code>{file.clean_sha256}</code>}</dd>
      </dl>
    </details>
  );
}

/** More than a page should hold: the browser itself fetches and saves it. */
const LARGE = 64 * 1024 * 1024;
async function follow(base: string, name: string): Promise<void> {
  const anchor = document.createElement('a');
  anchor.href = await linkTo(base);
  anchor.download = name; // saved even when it is a refusal: the page stays
  anchor.click();
}

/** Saves the file on the reader's device. */
export const saveCopy = (file: Attachment, base: string): Promise<void> =>
  file.size > LARGE ? follow(base, file.name) : download(`${base}/content`, file.name);

export interface CheckedFileProps {
  file: Attachment;
  /** the file's own address for this reader, without `/content` */
  base: string;
  actions?: ReactNode;
  /** without fingerprints: a juror reads */
  bare?: boolean;
  /** opens it in the reader's page, instead of a dialog */
  onOpen?: (() => void) | undefined;
}

export function CheckedFile({ file, base, actions, bare, onOpen }: CheckedFileProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    saveCopy(file, base)
      .catch(notifyProblem)
      .finally(() => setBusy(false));
  };
  const seconds = Math.max(1, Math.round(file.seconds ?? 0));
  const length = file.seconds
    ? `${format.number(Math.floor(seconds / 60))}:${format.number(seconds % 60, { minimumIntegerDigits: 2 })}`
    : '';
  const pages = file.pages ? format.number(file.pages) : '';
  const about = [pages ? t`الصفحات: ${pages}` : '', length ? t`المدة: ${length}` : ''].filter(Boolean).join(' – ');
  return (
    <div className="tk-checked">
      {file.state === 'clean' && file.previews > 0 ? <Pages file={file} base={base} onOpen={onOpen} /> : null}
      <div className="tk-checked-row">
        <FileRow
          name={file.name}
          size={file.size}
          note={about ? `– ${about}` : null}
          actions={
            <div className="tk-row tk-gap-2">
              {file.state === 'quarantined' ? <Badge tone="info" dot>{t`يُفحص الآن`}</Badge> : null}
              {file.state === 'rejected' ? <Badge tone="error" dot>{t`لم يجتز الفحص`}</Badge> : null}
              {onOpen ? <IconButton icon="eye" label={t`افتح ${file.name}`} onPress={onOpen} /> : null}
              {!onOpen && file.state === 'clean' && /^(video|audio)\//.test(file.media_type) ? (
                <Play file={file} base={base} />
              ) : null}
              {file.state === 'clean' ? (
                <IconButton icon="download" label={t`نزّل ${file.name}`} isDisabled={busy} onPress={save} />
              ) : null}
              {actions}
            </div>
          }
        />
        {file.state === 'clean' && !bare ? <Prints file={file} /> : null}
        {file.state === 'rejected' ? (
          <p className="tk-error">
            <Icon name="error" size={16} />
            <span>{reasonText(file.reason, file.facts, format)}</span>
          </p>
        ) : null}
      </div>
    </div>
  );
}
