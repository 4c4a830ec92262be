// The pages of a PDF under each other: drawn as they come into view, as wide as the pane times the zoom.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Spinner } from '../../../shared/ui/Spinner';
import type { PDFDocumentProxy } from '../pdf';
import { pageAt, withinPages } from '../viewing';
import { PdfPage } from './PdfPage';

/** A page to bring into view; `at` tells one wish from the next. */
export interface Wish {
  page: number;
  at: number;
}
export interface PdfPagesProps {
  address: string;
  size: number;
  name: string;
  zoom: number;
  wish: Wish;
  onPages: (pages: number) => void;
  onPage: (page: number) => void;
  onZoom: (by: 1 | -1) => void;
  onTurn: (to: 'next' | 'previous' | 'first' | 'last') => void;
  onFailed: (problem: unknown) => void;
}

interface Opened {
  pdf: PDFDocumentProxy;
  usual: number;
}
const TURNS = { PageDown: 'next', PageUp: 'previous', Home: 'first', End: 'last' } as const;
const GAP = 16;

export function PdfPages(props: PdfPagesProps) {
  const { address, size, name, zoom, wish } = props;
  const { t } = useLingui();
  const format = useFormat();
  const scroller = useRef<HTMLElement>(null);
  const told = useRef(props);
  told.current = props;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [pane, setPane] = useState(0);

  useEffect(() => {
    const ending = new AbortController();
    const fail = (problem: unknown) => {
      if (!ending.signal.aborted) told.current.onFailed(problem);
    };
    setOpened(null);
    import('../pdf')
      .then(({ openPdf }) => openPdf(address, size, ending.signal, fail))
      .then(async (pdf) => {
        const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
        if (ending.signal.aborted) return;
        setOpened({ pdf, usual: first.height / first.width });
        told.current.onPages(pdf.numPages);
      })
      .catch(fail);
    return () => ending.abort();
  }, [address, size]);

  useEffect(() => {
    if (!scroller.current) return undefined;
    const observer = new ResizeObserver(([seen]) => setPane(Math.floor(seen?.contentRect.width ?? 0)));
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);

  const width = Math.round(Math.max(160, pane) * zoom);
  const reading = useRef(wish.page);
  const boxes = (): HTMLElement[] => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-page]') ?? [])];
  const bring = (page: number) => {
    const list = boxes();
    const box = list[withinPages(page, list.length) - 1];
    if (box && scroller.current) scroller.current.scrollTop = box.offsetTop - GAP;
  };
  const ready = opened !== null && pane > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is carried out once, when the pages stand
  useLayoutEffect(() => {
    if (!ready) return;
    reading.current = wish.page;
    bring(wish.page);
  }, [ready, wish]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that is read stays in view when sizes change
  useLayoutEffect(() => bring(reading.current), [width]);

  const onScroll = () => {
    if (!scroller.current) return;
    const { scrollTop, clientHeight } = scroller.current;
    const page = pageAt(
      boxes().map((box) => box.offsetTop),
      scrollTop + clientHeight / 3,
    );
    if (page !== reading.current) {
      reading.current = page;
      props.onPage(page);
    }
  };
  const numbers = opened ? Array.from({ length: opened.pdf.numPages }, (_, at) => at + 1) : [];
  const all = format.number(numbers.length);
  return (
    <section
      ref={scroller}
      className="tk-doc-pages"
      aria-label={t`صفحات ${name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      data-autofocus
      onScroll={onScroll}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const turn = TURNS[event.key as keyof typeof TURNS];
        if (turn) props.onTurn(turn);
        else if (event.key === '+' || event.key === '=') props.onZoom(1);
        else if (event.key === '-') props.onZoom(-1);
        else return;
        event.preventDefault();
      }}
    >
      {opened && pane > 0 ? (
        numbers.map((number) => (
          <PdfPage
            key={number}
            pdf={opened.pdf}
            number={number}
            width={width}
            usual={opened.usual}
            label={t`الصفحة ${format.number(number)} من ${all}`}
            scroller={scroller}
            onFailed={props.onFailed}
          />
        ))
      ) : (
        <div className="tk-doc-wait">
          <Spinner label={t`تُفتح الوثيقة`} />
        </div>
      )}
    </section>
  );
}
