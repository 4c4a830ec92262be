// One page of a document: drawn when it comes near the view, let go when it leaves; its text lies over it unseen,
// for screen readers, the browser's search and copying.
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PDFDocumentProxy } from '../pdf';
import { sharpness } from '../viewing';

export interface PdfPageProps {
  pdf: PDFDocumentProxy;
  number: number;
  /** of the paper in CSS pixels */
  width: number;
  /** height to width, until the page itself is known */
  usual: number;
  label: string;
  scroller: RefObject<HTMLElement | null>;
  onFailed: (problem: unknown) => void;
}

function useNear(scroller: RefObject<HTMLElement | null>, box: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!box.current) return undefined;
    const observer = new IntersectionObserver(([seen]) => setNear(seen?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: '75% 0px',
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [scroller, box]);
  return near;
}

export function PdfPage({ pdf, number, width, usual, label, scroller, onFailed }: PdfPageProps) {
  const box = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const failed = useRef(onFailed);
  failed.current = onFailed;
  const near = useNear(scroller, box);
  const [ratio, setRatio] = useState(usual);
  useEffect(() => {
    if (!near) {
      paper.current?.replaceChildren();
      text.current?.replaceChildren();
      return undefined;
    }
    let gone = false;
    const stops: (() => void)[] = [];
    const draw = async () => {
      const [page, { TextLayer }] = await Promise.all([pdf.getPage(number), import('../pdf')]);
      if (gone || !paper.current || !text.current) return;
      const plain = page.getViewport({ scale: 1 });
      setRatio(plain.height / plain.width);
      const viewport = page.getViewport({ scale: width / plain.width });
      const sharp = sharpness(viewport.width, viewport.height, window.devicePixelRatio);
      const canvas = document.createElement('canvas');
      canvas.dir = 'ltr'; // a canvas of an Arabic page would set every glyph from its right edge
      canvas.width = Math.floor(viewport.width * sharp);
      canvas.height = Math.floor(viewport.height * sharp);
      const task = page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] });
      stops.push(() => task.cancel());
      await task.promise;
      if (gone) return;
      // The old picture stays, stretched, until the new one is there.
      paper.current.replaceChildren(canvas);
      const words = document.createElement('div');
      words.className = 'tk-doc-text';
      const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport });
      stops.push(() => layer.cancel());
      await layer.render();
      if (gone) return;
      text.current.style.setProperty('--total-scale-factor', String(viewport.scale));
      text.current.replaceChildren(words);
    };
    draw().catch((problem: unknown) => {
      if (!gone) failed.current(problem);
    });
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, [near, pdf, number, width]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a page is no fieldset
    <div
      ref={box}
      className="tk-doc-page"
      dir="ltr"
      data-page={number}
      role="group"
      aria-label={label}
      style={{ inlineSize: width, blockSize: width * ratio }}
    >
      <div ref={paper} className="tk-doc-paper" aria-hidden="true" />
      <div ref={text} />
    </div>
  );
}
