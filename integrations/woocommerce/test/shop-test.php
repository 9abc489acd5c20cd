<?php
/** Mails, products, settings and the end of the plug-in. */

use function Gigastore\WooCommerce\{schedule_synchronization, synchronize, try_connection};

function product( int $id ): array {
	return fake_table( 'products' )[ $id ];
}

test(
	'the mail has QR code, link and code of every eSIM, as HTML and as plain text',
	function () {
		foreach ( array( 'html', 'plain' ) as $kind ) {
			new_shop();
			update_option( 'fake_mail_kind', $kind );
			$id = an_order( array( 7 => 2 ) );
			pay( $id );
			[ $mail ] = fake_table( 'mails' );
			expect( array( $mail['to'], $mail['subject'] ), array( 'ada@example.com', "Install your eSIM (order $id)" ), 'mail' );
			foreach ( units( $id ) as $unit ) {
				foreach ( array( 'qrCodeUrl', 'installationUrl', 'activationCode' ) as $part ) {
					expect_text( $mail['message'], $unit[ $part ] );
				}
			}
			expect( str_contains( $mail['message'], '<img' ), 'html' === $kind, $kind );
		}
	}
);

test(
	'the name of a product is text in the mail, and a mail that is switched off is not sent',
	function () {
		new_shop();
		$id   = an_order();
		$line = array_key_first( order_of( $id )['items'] );
		fake_state( fn( &$state ) => $state['orders'][ $id ]['items'][ $line ]['name'] = '<b>1 GB</b>' );
		pay( $id );
		expect_text( fake_table( 'mails' )[0]['message'], '&lt;b&gt;1 GB&lt;/b&gt;' );
		update_option( 'woocommerce_gigastore_installation_enabled', 'no' );
		pay( an_order() );
		expect( count( fake_table( 'mails' ) ), 1, 'mails' );
	}
);

test(
	'the order shows the links of its eSIMs to the traveller',
	function () {
		new_shop();
		$id = an_order();
		pay( $id );
		$line = array_values( wc_get_order( $id )->get_items() )[0];
		ob_start();
		do_action( 'woocommerce_order_item_meta_end', $line->get_id(), $line, wc_get_order( $id ), false );
		expect_text( ob_get_clean(), units( $id )[0]['installationUrl'] );
	}
);

test(
	'prices and stock follow the inventory, and a second time changes nothing',
	function () {
		new_shop();
		a_product( 10, array( '_gigastore_item' => '00000000-0000-7000-8000-000000000000' ) );
		synchronize();
		expect( product( 7 )['regular_price'], (string) an_item()['retailPrices'][0]['priceValue'], 'price' );
		expect( product( 7 )['stock_status'], 'instock', 'stock' );
		expect( product( 10 )['stock_status'], 'outofstock', 'gone' );
		expect( isset( product( 8 )['manage_stock'] ), false, 'no eSIM' );
		synchronize();
		expect( get_option( 'gigastore_last_sync' )['changed'], 0, 'changed' );
		expect( in_array( an_item()['name'], get_option( 'gigastore_last_sync' )['items'], true ), true, 'names' );
	}
);

test(
	'prepaid stock is the number of units that are left',
	function () {
		new_shop( array( 'stock' => 'prepaid' ) );
		synchronize();
		expect( array( product( 7 )['manage_stock'], product( 7 )['stock_quantity'] ), array( true, an_item()['amount'] ), 'stock' );
	}
);

test(
	'prices stay when they are switched off or in another currency, and all stays when the store is away',
	function () {
		new_shop( array( 'sync_prices' => false ) );
		synchronize();
		expect( isset( product( 7 )['regular_price'] ), false, 'off' );
		new_shop();
		putenv( 'FAKE_CURRENCY=EUR' );
		synchronize();
		putenv( 'FAKE_CURRENCY' );
		expect( isset( product( 7 )['regular_price'] ), false, 'currency' );
		fail( array( fault( '/gigastore/products/inventory', 'cut_before', 9, 'GET' ) ) );
		$before = product( 7 );
		synchronize();
		expect( product( 7 ), $before, 'away' );
	}
);

test(
	'the synchronisation is scheduled once, and also by price.changed',
	function () {
		new_shop();
		schedule_synchronization();
		schedule_synchronization();
		expect( count( fake_table( 'actions' ) ), 1, 'actions' );
		deliver( array( 'type' => 'price.changed', 'data' => array() ) );
		fake_run_actions();
		expect( isset( product( 7 )['regular_price'] ), true, 'synchronised' );
	}
);

const FORM = array( 'base_url' => 'https://store.example/', 'client_id' => 'id', 'client_secret' => 'secret' );

test(
	'settings are kept as they are given, and an empty secret keeps the one before',
	function () {
		new_shop();
		$given = FORM + array( 'webhook_secrets' => " whsec_b25l\nwhsec_dHdv ", 'stock' => 'prepaid', 'pay_back' => '1' );
		expect( fake_post_settings( 'gigastore_settings', $given ), array(), 'complaints' );
		$kept = get_option( 'gigastore_settings' );
		expect( array( $kept['base_url'], $kept['stock'], $kept['pay_back'], $kept['sync_prices'] ), array( 'https://store.example', 'prepaid', true, false ), 'kept' );
		expect( $kept['webhook_secrets'], array( 'whsec_b25l', 'whsec_dHdv' ), 'secrets' );
		fake_post_settings( 'gigastore_settings', array( 'client_secret' => '', 'webhook_secrets' => '' ) + FORM );
		$again = get_option( 'gigastore_settings' );
		expect( array( $again['client_secret'], $again['webhook_secrets'] ), array( 'secret', array( 'whsec_b25l', 'whsec_dHdv' ) ), 'secrets' );
	}
);

test(
	'an address without HTTPS and a secret of another form are refused, and lose nothing',
	function () {
		new_shop();
		$given = array( 'base_url' => 'http://store.example', 'webhook_secrets' => 'nonsense!' ) + FORM;
		expect( count( fake_post_settings( 'gigastore_settings', $given ) ), 2, 'complaints' );
		$kept = get_option( 'gigastore_settings' );
		expect( array( $kept['base_url'], $kept['webhook_secrets'] ), array( store_url(), SECRETS ), 'kept' );
		expect( fake_post_settings( 'gigastore_settings', array( 'base_url' => 'http://localhost:3000' ) + FORM ), array(), 'loopback' );
	}
);

test(
	'the page of the settings shows no secret, and the connection is tested in words',
	function () {
		new_shop();
		ob_start();
		do_action( 'admin_menu' );
		fake_table( 'pages' )['gigastore']();
		$page = ob_get_clean();
		expect_text( $page, 'https://shop.example/wp-json/gigastore/v1/webhook' );
		foreach ( array( 'demo-secret', SECRETS[0] ) as $secret ) {
			expect( str_contains( $page, $secret ), false, 'secret' );
		}
		expect( try_connection()[0], true, 'works' );
		update_option( 'gigastore_settings', array( 'client_secret' => 'wrong' ) + get_option( 'gigastore_settings' ) );
		expect_text( try_connection()[1], 'invalid_credentials' );
		update_option( 'gigastore_settings', array() );
		expect_text( try_connection()[1], 'first' );
	}
);

test(
	'the connection is tested only for those who may, by a form of the shop',
	function () {
		global $fake_user;
		new_shop();
		foreach ( array( '', md5( 'gigastore_test' ) ) as $nonce ) {
			$_POST['_wpnonce'] = $nonce;
			$fake_user         = '' === $nonce ? 'manage_woocommerce' : 'read';
			try {
				do_action( 'admin_post_gigastore_test' );
				expect( true, false, 'refused' );
			} catch ( RuntimeException $error ) {
				expect( str_contains( $error->getMessage(), 'expected' ), false, $error->getMessage() );
			}
		}
		$fake_user = 'manage_woocommerce';
		expect( seen(), array(), 'requests' );
	}
);

test(
	'a product is connected with an item of the inventory by its form',
	function () {
		global $product_object;
		new_shop();
		synchronize();
		$product_object = wc_get_product( 8 );
		ob_start();
		do_action( 'woocommerce_product_options_general_product_data' );
		expect_text( ob_get_clean(), esc_html( an_item()['name'] ) );
		$_POST['_gigastore_item'] = an_item()['id'];
		do_action( 'woocommerce_admin_process_product_object', $product_object );
		$product_object->save();
		expect( product( 8 )['meta'], array( '_gigastore_item' => an_item()['id'] ), 'kept' );
		$_POST['_gigastore_item'] = '';
		do_action( 'woocommerce_admin_process_product_object', $product_object );
		$product_object->save();
		expect( product( 8 )['meta'], array(), 'removed' );
	}
);

test(
	'uninstalling leaves nothing but the records of orders',
	function () {
		new_shop();
		$id = an_order();
		pay( $id );
		schedule_synchronization();
		synchronize();
		do_action( 'deactivate' );
		define( 'WP_UNINSTALL_PLUGIN', 'gigastore-woocommerce/gigastore-woocommerce.php' );
		require dirname( __DIR__ ) . '/uninstall.php';
		expect( fake_table( 'options' ), array(), 'options' );
		expect( array_column( fake_table( 'products' ), 'meta' ), array( array(), array() ), 'products' );
		expect( array_filter( fake_table( 'actions' ), fn( $one ) => 'pending' === $one['status'] ), array(), 'actions' );
		expect( states( $id ), array( 'sold' ), 'records' );
	}
);
