import { Button } from "react-aria-components";
import { useAct } from "../form/act.ts";
import { useSpeech } from "../reading.tsx";
import type { Pages } from "./pages.ts";
import { PRINTED_ROWS_MAX } from "./virtual-rows.tsx";

/** Prints the list from its first row; what the page does not hold yet is fetched first, which takes a moment. */
export function PrintRows({ pages, total }: { pages: Pick<Pages<unknown, unknown>, "hold">; total: number }) {
  const { say } = useSpeech();
  const act = useAct();
  const count = Math.min(total, PRINTED_ROWS_MAX);
  const print = async () => {
    await pages.hold(count);
    window.print();
  };
  return (
    <>
      <Button className="button-quiet" onPress={() => void act.run(print)} data-busy={act.busy || undefined}>
        {say(count < total ? "watch.list.print.first" : "watch.list.print.all", { count })}
      </Button>
      {count < total && <span className="print-only">{say("watch.list.print", { count, all: total })}</span>}
    </>
  );
}
