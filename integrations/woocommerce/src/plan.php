<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** A key is kept for 30 days: after it, the same key would sell again. */
const LAST_RETRY_SECONDS = 25 * 86400;

/**
 * Returns what is due for a line, as numbers of its units: those to `cancel`, to `sell`, to `look`
 * up, to `refund` (`give` of them), to `credit` in the shop as the store has refunded them, to
 * `tell` in a note, and to `mail`. `$refunded` is how many units are refunded in the shop.
 */
function plan_line( int $quantity, int $refunded, bool $is_paid, array $units, int $now ): array {
	$in     = fn( string ...$states ) => array_keys(
		array_filter( $units, fn( $unit ) => in_array( $unit['state'], $states, true ) )
	);
	$gone   = $in( 'refunded', 'cancelled', 'kept' );
	$left   = max( 0, $refunded - count( $gone ) );
	$unsold = array_values( array_diff( range( 1, max( 1, $quantity ) ), array_keys( $units ) ) );
	$unsold = $quantity < 1 ? array() : $unsold;
	$open   = array_merge( $unsold, $in( 'refused', 'failed' ) );
	sort( $open );
	$cancel = $left > 0 ? array_slice( $open, -$left ) : array();
	$left  -= count( $cancel );
	$begun  = array_filter(
		$in( 'selling' ),
		fn( $number ) => $now - $units[ $number ]['startedAt'] < LAST_RETRY_SECONDS
	);
	$sell   = array_merge( $begun, $is_paid ? array_diff( $unsold, $cancel ) : array() );
	sort( $sell );
	$sold = $left > 0 ? array_reverse( $in( 'sold' ) ) : array();
	return array(
		'cancel'   => $cancel,
		'sell'     => $sell,
		'look'     => $in( 'pending' ),
		'give'     => $left,
		'refund'   => array_merge( $in( 'refunding' ), $sold ),
		'credit'   => array_keys( array_filter( $units, fn( $unit ) => ! empty( $unit['credit'] ) ) ),
		'tell'     => array_values(
			array_filter( $in( 'sold', 'failed' ), fn( $number ) => empty( $units[ $number ]['noted'] ) )
		),
		'mail'     => array_values(
			array_filter( $in( 'sold' ), fn( $number ) => empty( $units[ $number ]['mailed'] ) )
		),
	);
}

/** Whether a plan has nothing to do. */
function is_settled( array $plan ): bool {
	unset( $plan['give'] );
	return array() === array_filter( $plan );
}
