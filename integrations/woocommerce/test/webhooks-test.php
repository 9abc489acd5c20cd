<?php

const HOOK = '/gigastore/v1/webhook';

/** An event of the store about a unit. */
function refunded_event( array $unit, array $over = array() ): array {
	$data = $over + array( 'activatedItemUid' => $unit['package'], 'metatag' => $unit['key'] );
	return array( 'type' => 'package.refunded', 'id' => 'e', 'sequence' => 1, 'data' => $data );
}

/** Refunds a package at the store, past the shop. */
function refund_at_store( array $unit ): void {
	api( 'POST', "/gigastore/activations/activated-items/{$unit['package']}/refund" );
}

function deliver( array $event, string $secret = SECRETS[0], ?int $at = null ): int {
	return fake_rest( HOOK, ...signed( $event, $secret, $at ) )->status;
}

test(
	'a refund at the store is recorded in the shop once, and comes back to the store from there no more',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		$unit = units( $id )[0];
		refund_at_store( $unit );
		fail();
		expect( deliver( refunded_event( $unit ) ), 204, 'status' );
		expect( deliver( refunded_event( $unit ) ), 204, 'again' );
		fake_run_actions( 86400 );
		expect( states( $id ), array( 'refunded', 'sold' ), 'states' );
		$refunds = array_values( order_of( $id )['refunds'] );
		expect( count( $refunds ), 1, 'refunds' );
		expect( array( $refunds[0]['amount'], $refunds[0]['refund_payment'] ), array( '12.00', false ), 'amount' );
		expect( array_values( $refunds[0]['line_items'] )[0], array( 'qty' => 1, 'refund_total' => 10.0, 'refund_tax' => array( 1 => 2.0 ) ), 'line' );
		expect( seen( 'refund' ), array(), 'nothing is sent to the store' );
		expect_text( implode( ' ', order_of( $id )['notes'] ), 'the payment was not returned' );
	}
);

test(
	'the payment is returned with it where the shop is set so, and the whole order ends refunded',
	function () {
		new_shop( array( 'pay_back' => true ) );
		$id = an_order();
		pay( $id );
		refund_at_store( units( $id )[0] );
		deliver( refunded_event( units( $id )[0] ) );
		fake_run_actions( 86400 );
		expect( array_values( order_of( $id )['refunds'] )[0]['refund_payment'], true, 'payment' );
		expect( order_of( $id )['status'], 'refunded', 'status' );
		expect( count( order_of( $id )['refunds'] ), 1, 'refunds' );
	}
);

test(
	'the event about a refund that the shop has asked for changes nothing in the shop',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		refund_in_shop( $id, 1 );
		deliver( refunded_event( units( $id )[1] ) );
		fake_run_actions( 86400 );
		expect( count( order_of( $id )['refunds'] ), 1, 'refunds' );
		expect( states( $id ), array( 'sold', 'refunded' ), 'states' );
	}
);

test(
	'the event may arrive while the shop does not know yet that the store has refunded',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		fail( array( fault( REFUND, 'cut_after', 3 ) ) );
		refund_in_shop( $id, 1 );
		expect( states( $id ), array( 'sold', 'refunding' ), 'states' );
		deliver( refunded_event( units( $id )[1] ) );
		fake_run_actions();
		expect( states( $id ), array( 'sold', 'refunded' ), 'states' );
		fake_run_actions( 86400 );
		expect( count( order_of( $id )['refunds'] ), 1, 'refunds' );
	}
);

test(
	'a process that is killed before the refund is recorded records it later, once',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		refund_at_store( units( $id )[0] );
		deliver( refunded_event( units( $id )[0] ) );
		expect( run_elsewhere( 'actions', 0, array( 'FAKE_DIE_AT' => 'wc_create_refund' ) ), 9, 'killed' );
		expect( order_of( $id )['refunds'], array(), 'refunds' );
		fake_run_actions( 86400 );
		expect( count( order_of( $id )['refunds'] ), 1, 'refunds' );
	}
);

test(
	'deliveries of the real store arrive over a rotation of the secret, twenty at once record one refund',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		$port   = (int) getenv( 'FREE_PORT' );
		$server = start( array( '-q', '-S', "127.0.0.1:$port", __DIR__ . '/fake/web.php' ), array( 'PHP_CLI_SERVER_WORKERS' => '8' ) );
		try {
			wait_until( fn() => is_resource( @fsockopen( '127.0.0.1', $port ) ?: null ), 'the shop answers' );
			$url     = "http://127.0.0.1:$port/wp-json" . HOOK;
			$made    = api( 'POST', '/gigastore/webhooks', array( 'url' => $url, 'events' => array( 'package.refunded' ) ) );
			$rotated = api( 'POST', "/gigastore/webhooks/{$made['event']}/rotate-secret" );
			update_option( 'gigastore_settings', array( 'webhook_secrets' => array( $rotated['secret'] ) ) + get_option( 'gigastore_settings' ) );
			refund_at_store( units( $id )[0] );
			$delivered = fn() => array_filter( fake_table( 'actions' ), fn( $one ) => 'gigastore_store_refund' === $one['hook'] );
			wait_until( fn() => array() !== $delivered(), 'the event arrives' );
			[ $headers, $body ] = signed( refunded_event( units( $id )[0] ), $rotated['secret'] );
			$all = curl_multi_init();
			for ( $number = 0; $number < 20; $number++ ) {
				$one = curl_init( $url );
				$lines = array_map( fn( $name, $value ) => "$name: $value", array_keys( $headers ), $headers );
				curl_setopt_array( $one, array( CURLOPT_POSTFIELDS => $body, CURLOPT_HTTPHEADER => $lines ) );
				curl_multi_add_handle( $all, $one );
			}
			do {
				curl_multi_exec( $all, $running );
				curl_multi_select( $all, 0.1 );
			} while ( $running > 0 );
			$run = array( __DIR__ . '/fake/run.php', 'actions', '0' );
			array_map( 'wait_for', array_map( fn() => start( $run ), range( 1, 6 ) ) );
			fake_run_actions( 86400 );
		} finally {
			stop_server( $server );
		}
		api( 'DELETE', "/gigastore/webhooks/{$made['event']}" );
		expect( count( $delivered() ), 21, 'deliveries' );
		expect( count( order_of( $id )['refunds'] ), 1, 'refunds' );
		expect( states( $id ), array( 'refunded', 'sold' ), 'states' );
	}
);

test(
	'a delivery by another secret, of another time, or to a shop without a secret is refused and schedules nothing',
	function () {
		new_shop();
		$id = an_order();
		pay( $id );
		$before = count( fake_table( 'actions' ) );
		$event  = refunded_event( units( $id )[0] );
		expect( deliver( $event, 'whsec_b3RoZXI=' ), 401, 'secret' );
		expect( deliver( $event, SECRETS[0], time() - 301 ), 401, 'old' );
		expect( deliver( $event, SECRETS[0], time() + 310 ), 401, 'new' );
		expect( fake_rest( HOOK, ...signed( array() ) )->status, 400, 'no event' );
		expect( fake_rest( HOOK, array(), '{}' )->status, 401, 'unsigned' );
		update_option( 'gigastore_settings', array( 'webhook_secrets' => array() ) + get_option( 'gigastore_settings' ) );
		expect( deliver( $event ), 401, 'no secret' );
		expect( count( fake_table( 'actions' ) ), $before, 'actions' );
	}
);

test(
	'events about other packages, of other shops, and of other types are accepted and change nothing',
	function () {
		new_shop();
		$id = an_order();
		pay( $id );
		$unit = units( $id )[0];
		[ , , , $line, $number ] = explode( '-', $unit['key'] );
		$others = array( null, 'order-1', "woo-000000000000-$id-$line-$number" );
		foreach ( $others as $metatag ) {
			expect( deliver( refunded_event( $unit, array( 'metatag' => $metatag ) ) ), 204, 'status' );
		}
		expect( deliver( array( 'type' => 'balance.low' ) + refunded_event( $unit ) ), 204, 'status' );
		fake_run_actions( 86400 );
		expect( states( $id ), array( 'sold' ), 'states' );
		expect( order_of( $id )['refunds'], array(), 'refunds' );
	}
);

test(
	'an event that cannot be scheduled is answered 500, so that the store delivers it again',
	function () {
		new_shop();
		$id = an_order();
		pay( $id );
		putenv( 'FAKE_NO_SCHEDULER=1' );
		$status = deliver( refunded_event( units( $id )[0] ) );
		putenv( 'FAKE_NO_SCHEDULER' );
		expect( $status, 500, 'status' );
	}
);
