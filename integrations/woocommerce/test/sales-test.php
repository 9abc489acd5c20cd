<?php

use function Gigastore\WooCommerce\{plan_line, synchronize};

const REGISTER = '/gigastore/activations/register';

test(
	'each unit of a paid line is sold once, although the hooks fire for payment and status',
	function () {
		new_shop();
		$id = an_order( array( 7 => 3, 8 => 2 ) );
		pay( $id );
		expect( count( sold( $id ) ), 3, 'sold' );
		expect( states( $id ), array( 'sold', 'sold', 'sold' ), 'states' );
		expect( count( order_of( $id )['notes'] ), 3, 'notes' );
		expect( count( fake_table( 'mails' ) ), 1, 'mails' );
		wc_get_order( $id )->update_status( 'completed' );
		fake_run_actions( 86400 );
		expect( count( sold( $id ) ), 3, 'still sold' );
		expect( count( order_of( $id )['notes'] ), 3, 'still noted' );
		expect( count( seen( 'register' ) ), 3, 'requests' );
		expect( fake_run_actions( 30 * 86400 ), 0, 'nothing is left to run' );
	}
);

test(
	'nothing is sold before an order is paid, nor of products that are no eSIM',
	function () {
		new_shop();
		$unpaid = an_order();
		Gigastore\WooCommerce\reconcile_order( $unpaid );
		$other = an_order( array( 8 => 1 ) );
		pay( $other );
		expect( seen( 'register' ), array(), 'requests' );
	}
);

test(
	'a variation is an eSIM by its parent',
	function () {
		new_shop();
		a_product( 9, array(), 7 );
		$id = an_order( array( 9 => 1 ) );
		pay( $id );
		expect( states( $id ), array( 'sold' ), 'states' );
	}
);

test(
	'a sale whose answer is lost is sold once, and noted when the order is looked at again',
	function () {
		new_shop();
		$id = an_order();
		// The payment and the status queue it each, and a look at the order makes three attempts.
		fail( array( fault( REGISTER, 'cut_after', 6 ) ) );
		pay( $id );
		expect( states( $id ), array( 'selling' ), 'while the store is away' );
		expect_text( order_of( $id )['notes'][0], 'has to wait' );
		fake_run_actions( 120 );
		expect( states( $id ), array( 'sold' ), 'states' );
		expect( count( sold( $id ) ), 1, 'sold' );
		expect( count( array_unique( array_column( seen( 'register' ), 'key' ) ) ), 1, 'keys' );
	}
);

test(
	'twenty processes that look at an order at once sell it once, note it once and mail it once',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		wc_get_order( $id )->payment_complete();
		for ( $number = 0; $number < 20; $number++ ) {
			as_enqueue_async_action( 'gigastore_reconcile_order', array( $id ) );
		}
		$run       = array( __DIR__ . '/fake/run.php', 'actions', '0' );
		$processes = array_map( fn() => start( $run ), range( 1, 20 ) );
		array_map( 'wait_for', $processes );
		fake_run_actions( 86400 );
		expect( count( sold( $id ) ), 2, 'sold' );
		expect( count( order_of( $id )['notes'] ), 2, 'notes' );
		expect( count( fake_table( 'mails' ) ), 1, 'mails' );
	}
);

foreach ( array( 'save_line', 'add_order_note', 'send' ) as $place ) {
	test(
		"a process that is killed at $place loses nothing and sells nothing twice",
		function () use ( $place ) {
			new_shop();
			$id = an_order();
			wc_get_order( $id )->payment_complete();
			expect( run_elsewhere( 'actions', 0, array( 'FAKE_DIE_AT' => $place ) ), 9, 'killed' );
			fake_run_actions( 86400 );
			expect( states( $id ), array( 'sold' ), 'states' );
			expect( count( sold( $id ) ), 1, 'sold' );
			expect( count( order_of( $id )['notes'] ), 1, 'notes' );
			expect( count( fake_table( 'mails' ) ), 1, 'mails' );
		}
	);
}

test(
	'a process that is killed after the store has sold, before it knows, sells nothing twice',
	function () {
		new_shop();
		$id = an_order();
		wc_get_order( $id )->payment_complete();
		fail( array( fault( REGISTER, 'cut_after', 99 ) ) );
		$process = start( array( __DIR__ . '/fake/run.php', 'actions', '0' ) );
		wait_until( fn() => array() !== array_filter( seen( 'register' ), fn( $one ) => 200 === $one['status'] ), 'sold' );
		proc_terminate( $process, 9 );
		wait_for( $process );
		fail();
		fake_run_actions( 86400 );
		expect( count( sold( $id ) ), 1, 'sold' );
		expect( states( $id ), array( 'sold' ), 'states' );
	}
);

test(
	'the request stays the same over repetitions, whatever is changed in the shop',
	function () {
		new_shop();
		$id = an_order();
		fail( array( fault( REGISTER, 'cut_after', 6 ) ) );
		pay( $id );
		a_product( 7, array( '_gigastore_item' => an_item( 'EU' )['id'] ) );
		fake_state( fn( &$state ) => $state['orders'][ $id ]['email'] = 'new@example.com' );
		fake_run_actions( 120 );
		expect( states( $id ), array( 'sold' ), 'states' );
		expect( count( sold( $id ) ), 1, 'sold' );
	}
);

test(
	'a refusal that is final is noted once and waits for a person, who sells again',
	function () {
		new_shop();
		a_product( 7, array( '_gigastore_item' => '00000000-0000-7000-8000-000000000000' ) );
		$id = an_order();
		pay( $id );
		expect( states( $id ), array( 'refused' ), 'states' );
		expect( count( order_of( $id )['notes'] ), 1, 'notes' );
		expect( fake_run_actions( 86400 ) > 0, true, 'looked at again' );
		expect( count( seen( 'register' ) ), 1, 'requests' );
		a_product( 7, array( '_gigastore_item' => an_item()['id'] ) );
		do_action( 'woocommerce_order_action_gigastore_sell_again', wc_get_order( $id ) );
		fake_run_actions();
		expect( states( $id ), array( 'sold' ), 'states' );
	}
);

test(
	'credits that are missing are noted once, and the sale follows when they are there',
	function () {
		new_shop();
		$id      = an_order();
		$problem = array( 'code' => 'insufficient_credits', 'detail' => 'This package costs 4.90 USD.' );
		fail( array( fault( REGISTER, 'answer', 3, 'POST', array( 'status' => 402, 'body' => $problem ) ) ) );
		pay( $id );
		fake_run_actions( 100 );
		expect( count( order_of( $id )['notes'] ), 1, 'notes' );
		fake_run_actions( 86400 );
		expect( states( $id ), array( 'sold' ), 'states' );
		expect( count( order_of( $id )['notes'] ), 2, 'notes' );
	}
);

test(
	'a sale that the supplier has not delivered is looked up until it is known, and a failed one is noted',
	function () {
		new_shop();
		$id     = an_order();
		$sale   = api( 'POST', REGISTER, array( 'inventoryItemId' => an_item()['id'], 'metatag' => 'sandbox:unknown_outcome' ) );
		$answer = array( 'status' => 202, 'body' => $sale );
		fail( array( fault( REGISTER, 'answer', 1, 'POST', $answer ) ) );
		pay( $id );
		expect( states( $id ), array( 'pending' ), 'states' );
		expect( fake_table( 'mails' ), array(), 'mails' );
		api( 'POST', '/gigastore/sandbox/clock', array( 'advance' => 'PT11M' ) );
		fake_run_actions( 120 );
		expect( states( $id ), array( 'failed' ), 'states' );
		expect_text( end( ( order_of( $id ) )['notes'] ), 'could not be delivered' );
	}
);

test(
	'a paid order whose hooks were lost is found by the synchronisation',
	function () {
		new_shop();
		$id = an_order();
		wc_get_order( $id )->payment_complete();
		fake_state( fn( &$state ) => $state['actions'] = array() );
		synchronize();
		fake_run_actions();
		expect( states( $id ), array( 'sold' ), 'states' );
	}
);

test(
	'the synchronisation looks back three days, and 25 after the plug-in was switched off',
	function () {
		new_shop();
		foreach ( array( 'while it runs' => 3600, 'after a pause' => 3 * 3600 ) as $case => $age ) {
			$id = an_order();
			wc_get_order( $id )->payment_complete();
			fake_state( fn( &$state ) => $state['orders'][ $id ]['paid'] = time() - 4 * 86400 );
			fake_state( fn( &$state ) => $state['actions'] = array() );
			update_option( 'gigastore_last_sync', array( 'at' => time() - $age, 'items' => array() ) );
			synchronize();
			fake_run_actions();
			expect( states( $id ), 'after a pause' === $case ? array( 'sold' ) : array(), $case );
		}
	}
);

test(
	'a sale that was begun 25 days ago is not sent again, as the store may no longer know its key',
	function () {
		$unit = array( 'state' => 'selling', 'startedAt' => 0 );
		$plan = fn( int $now ) => plan_line( 1, 0, true, array( 1 => $unit ), $now )['sell'];
		expect( $plan( 25 * 86400 - 1 ), array( 1 ), 'before' );
		expect( $plan( 25 * 86400 ), array(), 'after' );
	}
);

test(
	'the log has no secret, token or address',
	function () {
		new_shop();
		$id = an_order();
		fail( array( fault( REGISTER, 'cut_before', 6 ) ) );
		pay( $id );
		fake_run_actions( 120 );
		$log = implode( "\n", fake_table( 'log' ) );
		expect_text( $log, 'refused {"code":"connection_failed"' );
		expect_text( $log, 'unit sold' );
		foreach ( array( 'demo-secret', 'eyJ', 'Basic', 'whsec_', 'ada@', 'LPA:' ) as $secret ) {
			expect( str_contains( $log, $secret ), false, $secret );
		}
	}
);
