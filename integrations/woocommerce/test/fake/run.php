<?php
/** Does one thing in a process of its own: `run.php actions <seconds ahead>`, or `run.php hooks <order>`. */

require __DIR__ . '/shop.php';
[ , $what, $argument ] = $argv;
if ( 'actions' === $what ) {
	fake_run_actions( (int) $argument );
} else {
	wc_get_order( (int) $argument )->payment_complete();
	fake_run_actions();
}
