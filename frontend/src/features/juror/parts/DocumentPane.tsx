// A file of the entry, read beside the score sheet: pages, pictures, films; what cannot be shown is downloaded.
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../../shared/entry/CheckedFile';
import { saveCopy } from '../../../shared/entry/CheckedFile';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { notifyProblem } from '../../../shared/ui/Notice';
import { EmptyState } from '../../../shared/ui/States';
import { useDeskActs } from '../deskActs';
import { kindOf, pageTyped, withinPages, ZOOMS, zoomed } from '../viewing';
import { PdfPages, type Wish } from './PdfPages';
import { PictureView } from './PictureView';
import '../document.css';

const Player = lazy(async () => ({ default: (await import('../../../shared/entry/Player')).Player }));

interface DocumentPaneProps {
  file: Attachment;
  /** the file's own address for this juror, without `/content` */
  base: string;
  wish: Wish;
  isFull: boolean;
  onFull: (full: boolean) => void;
  onClose: () => void;
}

export function DocumentPane({ file, base, wish: asked, isFull, onFull, onClose }: DocumentPaneProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { cite, report } = useDeskActs();
  const [wish, setWish] = useState(asked);
  const [page, setPage] = useState(asked.page);
  const [pages, setPages] = useState(0);
  const [zoom, setZoom] = useState(1);
  const [failed, setFailed] = useState(false);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setWish(asked);
    setPage(asked.page);
  }, [asked]);
  useEffect(() => {
    pane.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
  }, []);
  const kind = kindOf(file);
  const goTo = (to: number) => {
    const next = withinPages(to, pages);
    setPage(next);
    setWish({ page: next, at: Date.now() });
  };
  const turn = (to: 'next' | 'previous' | 'first' | 'last') =>
    goTo({ next: page + 1, previous: page - 1, first: 1, last: pages }[to]);
  const save = () => saveCopy(file, base).catch(notifyProblem);
  const fail = () => setFailed(true);
  const address = `${base}/content`;
  const isShown = kind !== null && !failed;
  return (
    <div ref={pane} className="tk-doc">
      <div className="tk-doc-bar" role="toolbar" aria-label={t`عرض الوثيقة`}>
        <Button size="small" icon="arrow-back" kind="quiet" onPress={onClose}>{t`المشاركة`}</Button>
        <bdi className="tk-doc-name">{file.name}</bdi>
        {isShown && kind === 'pdf' && pages > 1 ? (
          <PageField page={page} pages={pages} onGo={goTo} onTurn={turn} />
        ) : null}
        <div className="tk-doc-tools">
          {isShown && kind !== 'player' ? (
            <>
              <IconButton
                icon="minus"
                label={t`صغّر`}
                isDisabled={zoom <= ZOOMS[0]}
                onPress={() => setZoom(zoomed(zoom, -1))}
              />
              <output className="tk-doc-zoom tk-small" aria-label={t`التكبير`}>
                {format.percent(zoom)}
              </output>
              <IconButton icon="plus" label={t`كبّر`} isDisabled={zoom >= 4} onPress={() => setZoom(zoomed(zoom, 1))} />
            </>
          ) : null}
          {cite && file.field_id ? (
            <IconButton
              icon="link"
              label={pages > 1 ? t`استشهد بالصفحة ${format.number(page)}` : t`استشهد بالملف ${file.name}`}
              onPress={() =>
                cite({ pin: { field_id: file.field_id, attachment_id: file.id, page: pages > 1 ? page : null } })
              }
            />
          ) : null}
          <IconButton icon="flag" label={t`أبلغ أن الملف لا يُقرأ: ${file.name}`} onPress={() => report(file)} />
          <IconButton icon="download" label={t`نزّل ${file.name}`} onPress={save} />
          <IconButton
            icon={isFull ? 'full-off' : 'full'}
            label={isFull ? t`أعد نموذج التقييم إلى جانب المشاركة` : t`املأ الشاشة بالمشاركة`}
            onPress={() => onFull(!isFull)}
          />
        </div>
      </div>
      {isShown && kind === 'pdf' ? (
        <PdfPages
          address={address}
          size={file.size}
          name={file.name}
          zoom={zoom}
          wish={wish}
          onPages={(count) => {
            setPages(count);
            setPage((now) => withinPages(now, count));
          }}
          onPage={setPage}
          onZoom={(by) => setZoom(zoomed(zoom, by))}
          onTurn={turn}
          onFailed={fail}
        />
      ) : null}
      {isShown && kind === 'picture' ? (
        <PictureView address={address} name={file.name} zoom={zoom} onFailed={fail} />
      ) : null}
      {isShown && kind === 'player' ? (
        <div className="tk-doc-pages">
          <Suspense fallback={null}>
            <Player file={file} base={base} />
          </Suspense>
        </div>
      ) : null}
      {isShown ? null : (
        <div className="tk-doc-pages">
          <EmptyState
            icon="file"
            title={t`تعذّر عرض هذا الملف هنا`}
            action={
              <div className="tk-row tk-gap-2">
                <Button icon="download" onPress={save}>{t`نزّله`}</Button>
                <Button icon="flag" kind="quiet" onPress={() => report(file)}>{t`أبلغ أنه لا يُقرأ`}</Button>
              </div>
            }
          >
            {t`نزّله لتقرأه على جهازك. وإن لم يُقرأ هناك أيضًا فأبلغ عنه.`}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

interface PageFieldProps {
  page: number;
  pages: number;
  onGo: (page: number) => void;
  onTurn: (to: 'next' | 'previous') => void;
}

function PageField({ page, pages, onGo, onTurn }: PageFieldProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const go = () => {
    const wanted = typed === null ? null : pageTyped(typed, pages);
    setTyped(null);
    if (wanted !== null) onGo(wanted);
  };
  return (
    <div className="tk-doc-turn">
      <IconButton
        icon="chevron-up"
        label={t`الصفحة السابقة`}
        isDisabled={page <= 1}
        onPress={() => onTurn('previous')}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <input
          className="tk-doc-number"
          inputMode="numeric"
          aria-label={t`رقم الصفحة`}
          value={typed ?? format.number(page, { useGrouping: false })}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={go}
        />
        <span className="tk-small">{t`من ${format.number(pages)}`}</span>
      </form>
      <IconButton
        icon="chevron-down"
        label={t`الصفحة التالية`}
        isDisabled={page >= pages}
        onPress={() => onTurn('next')}
      />
    </div>
  );
}
