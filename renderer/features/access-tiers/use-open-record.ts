import { useSearchParams } from 'react-router';

/** The record that the address shows in the drawer, `?open=ID`, and a way to show another or none. */
export function useOpenRecord(): [string | null, (id: string | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  function show(id: string | null): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (id === null) after.delete('open');
        else after.set('open', id);
        return after;
      },
      { replace: true },
    );
  }
  return [parameters.get('open'), show];
}
