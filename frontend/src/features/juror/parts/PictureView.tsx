// A picture of the entry: fitted to the pane, larger or smaller by the zoom.

import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { authorisedFetch } from '../../../shared/api/client';
import { problemOf } from '../../../shared/api/problem';
import { Spinner } from '../../../shared/ui/Spinner';

interface PictureViewProps {
  address: string;
  name: string;
  zoom: number;
  onFailed: (problem: unknown) => void;
}

export function PictureView({ address, name, zoom, onFailed }: PictureViewProps) {
  const { t } = useLingui();
  const pane = useRef<HTMLElement>(null);
  const failed = useRef(onFailed);
  failed.current = onFailed;
  const [source, setSource] = useState('');
  const [fitted, setFitted] = useState<number | null>(null);
  useEffect(() => {
    const held = { url: '', gone: false };
    const read = async () => {
      const answer = await authorisedFetch(new Request(new URL(address, location.origin)));
      if (!answer.ok) throw await problemOf(answer);
      const blob = await answer.blob();
      if (held.gone) return;
      held.url = URL.createObjectURL(blob);
      setSource(held.url);
    };
    read().catch((problem: unknown) => {
      if (!held.gone) failed.current(problem);
    });
    return () => {
      held.gone = true;
      if (held.url) URL.revokeObjectURL(held.url);
    };
  }, [address]);
  const measure = (picture: HTMLImageElement) => {
    if (!pane.current) return;
    const { clientWidth, clientHeight } = pane.current;
    const { naturalWidth, naturalHeight } = picture;
    setFitted(Math.min(clientWidth, (clientHeight / naturalHeight) * naturalWidth));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={pane} className="tk-doc-pages" aria-label={name} tabIndex={0} data-autofocus>
      {source ? (
        <img
          className="tk-doc-picture"
          src={source}
          alt={name}
          style={fitted ? { inlineSize: fitted * zoom } : undefined}
          onLoad={(event) => measure(event.currentTarget)}
          onError={() => onFailed(null)}
        />
      ) : (
        <div className="tk-doc-wait">
          <Spinner label={t`تُفتح الوثيقة`} />
        </div>
      )}
    </section>
  );
}
