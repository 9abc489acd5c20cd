<?php
/** The cases that every client of the store runs, as far as the plug-in has the operations. */

use Gigastore\WooCommerce\{Client, StoreException, WebhookException};
use function Gigastore\WooCommerce\verify_webhook;

const CALLS = array(
	'customers.register' => 'register',
	'credits.get'        => 'credits',
	'packages.get'       => 'package',
);

function cases( string $name ): array {
	return json_decode( file_get_contents( __DIR__ . "/../../../sdks/cases/$name" ), true );
}

/** Runs a case. Returns the result, or the error. */
function run_case( array $case, string $unique ) {
	[ $call, $argument ] = $case['call'] + array( 1 => null );
	$argument = json_decode( strtr( json_encode( $argument ), array( '$item' => an_item()['id'], '$unique' => $unique ) ), true );
	$options  = $case['options'] ?? array();
	$timeout  = ( $options['timeoutMs'] ?? 30_000 ) / 1000;
	$client   = new Client( store_url(), ...KEY, retries: $options['retries'] ?? 4, firstDelay: 0.05, timeout: $timeout );
	$client->credits();
	fail( $case['faults'] ?? array() );
	$verb = CALLS[ $call ];
	try {
		return 'register' === $verb ? $client->register( $argument, "case-$unique" ) : $client->$verb( ...(array) $argument );
	} catch ( StoreException $error ) {
		return $error;
	}
}

function check_case( array $expected, $result, string $unique ): void {
	$all  = seen();
	$sent = array_values( array_filter( $all, fn( $one ) => '/reseller/authenticate' !== $one['path'] ) );
	if ( $result instanceof StoreException ) {
		$wanted = $expected['error'] ?? throw $result;
		expect( array( $result->error, $result->status ), array( $wanted['code'], $wanted['status'] ), 'error' );
		expect( $result->attempts, $wanted['attempts'] ?? $result->attempts, 'attempts' );
		expect( $result->errors[0]['path'] ?? null, $wanted['errors'][0]['path'] ?? null, 'path' );
		if ( isset( $wanted['retryAfterMs'] ) ) {
			expect( $result->retryAfter * 1000, (float) $wanted['retryAfterMs'], 'Retry-After' );
		}
	} else {
		expect( isset( $expected['error'] ), false, 'no error' );
		expect( $result['status'] ?? null, $expected['answer']['status'] ?? $result['status'] ?? null, 'answer' );
	}
	expect( count( $sent ), $expected['requests'], 'requests' );
	expect( count( $all ) - count( $sent ), $expected['tokens'] ?? 0, 'tokens' );
	if ( isset( $expected['keys'] ) ) {
		expect( count( array_unique( array_column( $sent, 'key' ) ) ), $expected['keys'], 'keys' );
	}
	if ( isset( $expected['sold'] ) ) {
		expect( count( api( 'GET', "/gigastore/packages?q=$unique" )['items'] ), $expected['sold'], 'sold' );
	}
}

foreach ( cases( 'calls.json' ) as $case ) {
	if ( ! isset( CALLS[ $case['call'][0] ] ) || isset( $case['options']['parallel'] ) ) {
		continue;
	}
	test(
		$case['name'],
		function () use ( $case ) {
			new_shop();
			$unique  = bin2hex( random_bytes( 8 ) );
			$started = microtime( true );
			$result  = run_case( $case, $unique );
			check_case( $case['expect'], $result, $unique );
			$took = ( microtime( true ) - $started ) * 1000;
			expect( $took >= ( $case['expect']['atLeastMs'] ?? 0 ), true, "took $took ms" );
		}
	);
}

foreach ( cases( 'webhooks.json' ) as $case ) {
	test(
		"webhook: {$case['name']}",
		function () use ( $case ) {
			$expected = $case['expect'];
			$more     = isset( $case['toleranceSeconds'] ) ? array( $case['toleranceSeconds'] ) : array();
			try {
				$event = verify_webhook( $case['headers'], $case['body'], $case['secrets'], $case['now'], ...$more );
				expect( isset( $expected['error'] ), false, 'accepted' );
				expect( $event['type'], $expected['type'] ?? $event['type'], 'type' );
			} catch ( WebhookException $error ) {
				expect( $error->error, $expected['error'] ?? null, 'error' );
			}
		}
	);
}

test(
	'a token is kept for the next request, and asked for again when the key changes',
	function () {
		new_shop();
		foreach ( array( 1, 2 ) as $_ ) {
			Gigastore\WooCommerce\client()->credits();
		}
		expect( count( seen( 'authenticate' ) ), 1, 'tokens' );
		update_option( 'gigastore_settings', array( 'client_secret' => 'wrong' ) + get_option( 'gigastore_settings' ) );
		try {
			Gigastore\WooCommerce\client()->credits();
			expect( true, false, 'refused' );
		} catch ( StoreException $error ) {
			expect( $error->error, 'invalid_credentials', 'code' );
		}
	}
);
