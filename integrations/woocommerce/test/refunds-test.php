<?php

const REFUND = '/gigastore/activations/activated-items';

/** Refunds units of the first line in the shop, as its staff does. */
function refund_in_shop( int $id, int $quantity ): void {
	$line = array_key_first( order_of( $id )['items'] );
	wc_create_refund(
		array(
			'order_id'   => $id,
			'amount'     => 12.00 * $quantity,
			'line_items' => array( $line => array( 'qty' => $quantity ) ),
		)
	);
	fake_run_actions();
}

function status_of( array $unit ): string {
	return api( 'GET', REFUND . "/{$unit['package']}" )['activatedItem']['status'];
}

/** Uses a byte of the package of a unit. */
function use_data( array $unit ): void {
	$esim = "/gigastore/sandbox/esims/{$unit['iccid']}";
	api( 'POST', "$esim/install" );
	api( 'POST', "$esim/use", array( 'bytes' => 1, 'country' => 'AT' ) );
}

test(
	'a refund in the shop refunds as many packages at the store, the last first, once',
	function () {
		new_shop();
		$id = an_order( array( 7 => 3 ) );
		pay( $id );
		refund_in_shop( $id, 2 );
		expect( states( $id ), array( 'sold', 'refunded', 'refunded' ), 'states' );
		expect( array_map( 'status_of', units( $id ) ), array( 'PURCHASED', 'REFUNDED', 'REFUNDED' ), 'store' );
		do_action( 'woocommerce_order_refunded', $id, 1 );
		fake_run_actions( 86400 );
		expect( count( seen( 'refund' ) ), 2, 'requests' );
	}
);

test(
	'an order that is refunded or cancelled as a whole gives all packages back',
	function () {
		foreach ( array( 'refunded', 'cancelled' ) as $status ) {
			new_shop();
			$id = an_order( array( 7 => 2 ) );
			pay( $id );
			wc_get_order( $id )->update_status( $status );
			fake_run_actions();
			expect( states( $id ), array( 'refunded', 'refunded' ), $status );
		}
	}
);

test(
	'a package that was used is kept, an unused one of the line is refunded instead, and the order says so',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		use_data( units( $id )[1] );
		refund_in_shop( $id, 1 );
		expect( states( $id ), array( 'refunded', 'sold' ), 'states' );
		refund_in_shop( $id, 1 );
		expect( states( $id ), array( 'refunded', 'kept' ), 'states' );
		$notes = order_of( $id )['notes'];
		expect_text( end( $notes ), 'does not refund' );
		fake_run_actions( 86400 );
		expect( count( seen( 'refund' ) ), 3, 'requests' );
	}
);

test(
	'a refund before the sale sells only what is left',
	function () {
		new_shop();
		$id = an_order( array( 7 => 3 ) );
		wc_get_order( $id )->payment_complete();
		refund_in_shop( $id, 2 );
		expect( states( $id ), array( 'sold', 'cancelled', 'cancelled' ), 'states' );
		expect( count( sold( $id ) ), 1, 'sold' );
		expect( seen( 'refund' ), array(), 'refunds' );
	}
);

test(
	'a refund while the answer of the sale is lost ends with a package that is refunded',
	function () {
		new_shop();
		$id = an_order();
		fail( array( fault( '/gigastore/activations/register', 'cut_after', 6 ) ) );
		pay( $id );
		refund_in_shop( $id, 1 );
		fail();
		fake_run_actions( 86400 );
		expect( states( $id ), array( 'refunded' ), 'states' );
		expect( array_column( sold( $id ), 'status' ), array( 'REFUNDED' ), 'store' );
		expect( fake_table( 'mails' ), array(), 'mails' );
	}
);

test(
	'a refund whose answer is lost is asked for again, and done once',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		fail( array( fault( REFUND, 'cut_after', 3 ) ) );
		refund_in_shop( $id, 1 );
		expect( states( $id ), array( 'sold', 'refunding' ), 'states' );
		fake_run_actions( 120 );
		expect( states( $id ), array( 'sold', 'refunded' ), 'states' );
		expect( array_map( 'status_of', units( $id ) ), array( 'PURCHASED', 'REFUNDED' ), 'store' );
	}
);

test(
	'a key that may not refund is noted, and the refund follows when it may',
	function () {
		new_shop();
		$id = an_order( array( 7 => 2 ) );
		pay( $id );
		$answer = array( 'status' => 403, 'body' => array( 'code' => 'insufficient_scope', 'detail' => 'It needs refund.' ) );
		fail( array( fault( REFUND, 'answer', 1, 'POST', $answer ) ) );
		refund_in_shop( $id, 1 );
		expect( states( $id ), array( 'sold', 'refunding' ), 'states' );
		fake_run_actions( 86400 );
		expect( states( $id ), array( 'sold', 'refunded' ), 'states' );
		expect_text( implode( ' ', order_of( $id )['notes'] ), 'It needs refund.' );
	}
);
